/** What the trail calls an act, in words; the code itself where a module has an act of its own. */
const ACTS: Record<string, readonly [zh: string, en: string]> = {
  seen: ['查看', 'looked at'],
  refused: ['被拒绝', 'refused'],
  'sign-in': ['登录', 'signed in'],
  'sign-in.failed': ['登录失败', 'sign-in failed'],
  'session.end': ['移除登录设备', 'ended a session'],
  'session.end-all': ['结束全部会话', 'ended all sessions'],
  'session.end-others': ['移除其他登录设备', 'ended other sessions'],
  'session.moved': ['会话被移用', 'session taken elsewhere'],
  'password.change': ['修改密码', 'changed the password'],
  'password.reset': ['重置密码', 'reset a password'],
  'second-factor.set': ['设置动态口令', 'set up one-time codes'],
  'second-factor.remove': ['停用动态口令', 'removed one-time codes'],
  'credential.link': ['关联登录方式', 'linked a sign-in'],
  'credential.revoke': ['吊销证书', 'revoked a certificate'],
  'credential.unlink': ['取消关联登录方式', 'unlinked a sign-in'],
  'key.create': ['新建接口密钥', 'made a key'],
  'key.revoke': ['吊销接口密钥', 'revoked a key'],
  'account.create': ['新建账号', 'made an account'],
  'account.edit': ['修改账号', 'edited an account'],
  'account.freeze': ['冻结账号', 'froze an account'],
  'account.activate': ['恢复账号', 'restored an account'],
  'account.cancel': ['注销账号', 'cancelled an account'],
  'account.unlock': ['解锁账号', 'unlocked an account'],
  'account.end-sessions': ['结束账号会话', 'ended the sessions of an account'],
  'grant.give': ['授予角色', 'gave a role'],
  'grant.withdraw': ['收回角色', 'withdrew a role'],
  'organisation.register': ['企业注册', 'registered an enterprise'],
  'organisation.complete': ['补正注册', 'completed a registration'],
  'organisation.create': ['新建机构', 'made an authority'],
  'organisation.edit': ['修改单位', 'edited an organisation'],
  'organisation.verify': ['核验单位', 'verified an organisation'],
  'organisation.return': ['退回补正', 'returned a registration'],
  'organisation.freeze': ['冻结单位', 'froze an organisation'],
  'organisation.activate': ['恢复单位', 'restored an organisation'],
  'organisation.cancel': ['注销单位', 'cancelled an organisation'],
  'person.create': ['登记人员', 'entered a person'],
  'person.edit': ['修改人员', 'edited a person'],
  'person.unmask': ['查看个人信息明文', 'saw personal data in clear'],
  'permissions.export': ['导出权限矩阵', 'exported the rights'],
  'project.parties': ['修改参建单位', 'changed the parties'],
  'administration-addresses.set': ['修改管理地址名单', 'changed the addresses of administration'],
  'security-item.close': ['处理异常事项', 'closed an odd thing'],
  'single-sign-on.out': ['单点登录到其他系统', 'signed in to another system'],
  'single-sign-on.client.add': ['新增接入系统', 'added a system'],
  'single-sign-on.client.remove': ['移除接入系统', 'removed a system'],
  'record.create': ['登记', 'entered'],
  'record.edit': ['修改', 'edited'],
  'record.void': ['作废', 'made void'],
  'record.comment': ['批注', 'commented'],
  'record.link': ['关联', 'linked'],
  'record.unlink': ['取消关联', 'unlinked'],
  'record.import': ['导入', 'imported'],
  'record.export': ['导出', 'exported'],
};

export function actName(code: string, language: 'zh' | 'en'): string {
  const words = ACTS[code];
  return words === undefined ? code : words[language === 'en' ? 1 : 0];
}

/** A detail of the trail as lines of name and value; a text that is no JSON stays as it is. */
export function detailLines(detail: string | null | undefined): string[] {
  if (detail == null || detail === '') return [];
  try {
    const parsed: unknown = JSON.parse(detail);
    return typeof parsed === 'object' && parsed !== null ? lines(parsed, '') : [String(parsed)];
  } catch {
    return [detail];
  }
}

function lines(value: object, above: string): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (inner === null || inner === '') return [];
    const path = above === '' ? name : `${above}.${name}`;
    return typeof inner === 'object' ? lines(inner as object, path) : [`${path}: ${String(inner)}`];
  });
}
