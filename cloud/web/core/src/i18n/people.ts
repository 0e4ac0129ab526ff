import { pair } from './pair';

export const people = pair({
  people: {
    needed: '必填', reason: '理由', reasonHint: '理由会写入审计日志', created: '创建时间', state: '状态', actions: '操作', search: '搜索', more: '加载更多', done: '已完成', name: '名称', what: '数据', edit: '修改',
    once: '只显示这一次，请立即转交或保存', area: '区域', organisation: '单位', none: '无', forever: '长期', unit: '请选择', never: '从未',
  },
  account: {
    title: '我的账号', what: '账号', roles: '角色', noRoles: '尚未获得任何角色，请联系安全管理员授权', userName: '用户名', password: '密码', change: '修改密码', factor: '动态口令', factorOn: '已启用', factorOff: '未启用',
    setUp: '设置动态口令', factorHint: '用手机上的验证器应用扫码，或手工输入密钥，然后填写显示的 6 位数字。', secret: '密钥', code: '6 位动态口令', recovery: '恢复码', recoveryHint: '手机丢失时用恢复码登录，每个只能用一次。', remove: '停用动态口令', confirmPassword: '当前密码',
    devices: '登录设备', thisDevice: '本设备', address: '地址', began: '登录时间', seen: '最近使用', method: '方式', end: '移除', endOthers: '移除其他设备', unknownDevice: '未知设备',
    keys: '接口密钥', addKey: '新建密钥', scopes: '范围', expires: '有效期至', quota: '每分钟 / 每天', used: '最近使用', revoke: '吊销', revoked: '已吊销', keyHint: '其他系统在请求头 Authorization: Bearer 后携带密钥。', noKeys: '还没有接口密钥', links: '证书与单点登录', link: '关联{{label}}', unlink: '取消关联', linkedAt: '关联时间', noLinks: '还没有关联证书或其他系统的账号', alreadyLinked: '该账号已关联到本平台的另一个账号',
    methods: { password: '密码', secondFactor: '密码和动态口令', certificate: '证书', singleSignOn: '单点登录' },
  },
  users: {
    title: '用户中心', what: '账号', card: '账号信息', add: '新建账号', displayName: '姓名', kind: '类型', person: '个人', machine: '系统', lastSignIn: '最近登录', factor: '动态口令', locked: '已锁定', none: '没有符合条件的账号', expires: '有效期至',
    password: '初始密码', reset: '重置密码', freeze: '冻结', activate: '恢复', cancel: '注销', unlock: '解锁', endSessions: '结束会话', nameHint: '3 至 32 位小写字母、数字或 . - _，以字母开头',
    states: { pending: '待核验', active: '正常', frozen: '已冻结', cancelled: '已注销' },
  },
  grants: {
    title: '角色与授权', give: '授权', withdraw: '收回', role: '角色', party: '限定单位', disciplines: '专业', secrecy: '密级', from: '生效日期', to: '截止日期', reason: '授权理由', by: '授权人', none: '没有授权，默认不能访问任何数据', withdrawn: '已收回', rights: '可以做的事', projects: '可见项目', noProjects: '看不到任何项目', ownParty: '本单位参建的项目', barred: '此账号当前不能登录',
    discipline: { all: '质量与安全', quality: '质量', safety: '安全' }, level: { public: '公开', internal: '内部', sensitive: '敏感', confidential: '工作秘密' },
    right: { readProjects: '查看项目', handleWarnings: '处置预警', configureProjects: '配置项目', manageProjects: '管理项目', manageOrganisations: '核验单位', manageAccounts: '管理账号', manageGrants: '授予角色', readPeople: '查看人员与单位', unmaskPeople: '查看个人信息明文', manageSecurity: '安全管理', readLogs: '查看日志', manageBackups: '备份与恢复' },
    kind: { read: '查看', handle: '处置', write: '配置', manage: '管理' },
  },
  organisations: {
    title: '单位', what: '单位', kind: '类型', creditCode: '统一社会信用代码', representative: '法定代表人', contact: '联系人', phone: '联系电话', address: '地址', none: '没有符合条件的单位', verify: '核验通过', return: '退回补正', freeze: '冻结', activate: '恢复', cancel: '注销', note: '原因', unmask: '查看电话', decided: '处理人', add: '新建监管机构',
    states: { applied: '待核验', returned: '已退回', active: '正常', frozen: '已冻结', cancelled: '已注销' },
  },
  persons: {
    title: '人员', what: '人员', add: '登记人员', find: '姓名，或完整证件号', idNumber: '证件号', phone: '电话', position: '岗位', none: '没有符合条件的人员', unmask: '查看明文', unmaskHint: '查看证件号和电话明文须说明理由，查看人、时间、地址和理由都会记录。',
  },
  permissions: {
    title: '权限查询', who: '谁可以这样做', seen: '谁看过它', trail: '审计日志', signIns: '登录日志', right: '权限', project: '项目', account: '账号', by: '依据', none: '没有人可以这样做', noEntries: '没有记录', object: '对象', objectHint: '例如 person/编号、organisation/编号、project/编号；以 / 结尾表示全部', at: '时间', action: '操作', address: '地址', detail: '内容', look: '查询', may: '这个用户可以做什么', chooseAccount: '选择账号', matrix: '导出权限矩阵',
  },
  security: {
    title: '安全管理', items: '异常事项', none: '没有待处理的异常事项', rule: '类型', close: '处理', note: '处理情况', openOnly: '只看待处理', addresses: '管理地址名单', addressesHint: '每行一个地址或网段（如 10.1.0.0/16）。名单为空时不限制；名单须包含您当前的地址。', save: '保存名单', closed: '已处理', keys: '全部接口密钥', clients: '接入单点登录的系统', addClient: '新增接入系统', noClients: '还没有系统接入单点登录', clientId: '标识', redirects: '回调地址', redirectsHint: '每行一个完整地址，以 http 或 https 开头',
    rules: { oddHours: '异常时段登录', bulkExport: '批量导出', manyRefusals: '频繁被拒绝', passwordGuessing: '密码猜测', manyUnmaskings: '频繁查看个人信息', movedSession: '会话被移用' },
  },
  certificate: {
    bind: '关联证书', browser: '浏览器中的证书', tool: '用签名工具', bound: '证书已关联，可用于登录', none: '浏览器没有出示证书。请插入 UKey 或导入证书后重新打开浏览器，或改用签名工具。', choose: '选择证书', holder: '持有人', validUntil: '有效期至', bindThis: '关联这张证书',
    signHint: '用证书的私钥对下面这段文字签名（SHA-256），再填写证书和签名（Base64）。5 分钟内有效。', pem: '证书（PEM 或 Base64）', signature: '签名（Base64）', inForce: '有效', revokeTitle: '吊销证书', revokeHint: '吊销后永久不能再用这张证书登录，登录时会显示原因。',
  },
}, {
  people: {
    needed: 'Required', reason: 'Reason', reasonHint: 'The reason goes into the audit log', created: 'Created', state: 'State', actions: 'Actions', search: 'Search', more: 'Load more', done: 'Done', name: 'Name', what: 'the data', edit: 'Edit',
    once: 'Shown this once: hand it over or keep it now', area: 'Area', organisation: 'Organisation', none: 'none', forever: 'no end', unit: 'Choose', never: 'never',
  },
  account: {
    title: 'My account', what: 'the account', roles: 'Roles', noRoles: 'No role yet; ask the security administrator', userName: 'User name', password: 'Password', change: 'Change password', factor: 'One-time codes', factorOn: 'in force', factorOff: 'not set up',
    setUp: 'Set up one-time codes', factorHint: 'Scan with an authenticator app or type the key, then enter the six digits that it shows.', secret: 'Key', code: 'Six digits', recovery: 'Recovery codes', recoveryHint: 'For the day on which the phone is lost; each works once.', remove: 'Switch one-time codes off', confirmPassword: 'Current password',
    devices: 'Signed-in devices', thisDevice: 'this device', address: 'Address', began: 'Signed in', seen: 'Last used', method: 'By', end: 'Remove', endOthers: 'Remove the others', unknownDevice: 'Unknown device',
    keys: 'API keys', addKey: 'New key', scopes: 'Scopes', expires: 'Expires', quota: 'Per minute / day', used: 'Last used', revoke: 'Revoke', revoked: 'revoked', keyHint: 'Other systems send the key as Authorization: Bearer.', noKeys: 'No API key yet', links: 'Certificates and single sign-on', link: 'Link {{label}}', unlink: 'Unlink', linkedAt: 'Linked', noLinks: 'No certificate or account of another system is linked', alreadyLinked: 'That account is linked to another account here',
    methods: { password: 'password', secondFactor: 'password and code', certificate: 'certificate', singleSignOn: 'single sign-on' },
  },
  users: {
    title: 'Users', what: 'the accounts', card: 'Account', add: 'New account', displayName: 'Name', kind: 'Kind', person: 'person', machine: 'system', lastSignIn: 'Last signed in', factor: 'Second factor', locked: 'locked', none: 'No account matches', expires: 'Valid until',
    password: 'Initial password', reset: 'Reset password', freeze: 'Freeze', activate: 'Restore', cancel: 'Cancel', unlock: 'Unlock', endSessions: 'End sessions', nameHint: '3 to 32 lower-case letters, digits or . - _, a letter first',
    states: { pending: 'waiting', active: 'active', frozen: 'frozen', cancelled: 'cancelled' },
  },
  grants: {
    title: 'Roles and grants', give: 'Grant', withdraw: 'Withdraw', role: 'Role', party: 'Limited to', disciplines: 'Discipline', secrecy: 'Secrecy', from: 'From', to: 'Until', reason: 'Reason', by: 'Granted by', none: 'No grant: nothing can be seen', withdrawn: 'withdrawn', rights: 'May do', projects: 'Sees projects', noProjects: 'Sees no project', ownParty: 'projects of its own organisation', barred: 'This account cannot sign in at present',
    discipline: { all: 'quality and safety', quality: 'quality', safety: 'safety' }, level: { public: 'public', internal: 'internal', sensitive: 'sensitive', confidential: 'confidential' },
    right: { readProjects: 'see projects', handleWarnings: 'handle warnings', configureProjects: 'configure projects', manageProjects: 'manage projects', manageOrganisations: 'verify organisations', manageAccounts: 'manage accounts', manageGrants: 'grant roles', readPeople: 'see people and organisations', unmaskPeople: 'see personal data in clear', manageSecurity: 'security', readLogs: 'read logs', manageBackups: 'manage backups' },
    kind: { read: 'see', handle: 'handle', write: 'configure', manage: 'manage' },
  },
  organisations: {
    title: 'Organisations', what: 'the organisations', kind: 'Kind', creditCode: 'Social credit code', representative: 'Legal representative', contact: 'Contact', phone: 'Phone', address: 'Address', none: 'No organisation matches', verify: 'Verify', return: 'Return', freeze: 'Freeze', activate: 'Restore', cancel: 'Cancel', note: 'Reason', unmask: 'Show phone', decided: 'Decided by', add: 'New authority',
    states: { applied: 'to be verified', returned: 'returned', active: 'active', frozen: 'frozen', cancelled: 'cancelled' },
  },
  persons: {
    title: 'Persons', what: 'the persons', add: 'New person', find: 'Name, or a whole ID number', idNumber: 'ID number', phone: 'Phone', position: 'Position', none: 'No person matches', unmask: 'Show in clear', unmaskHint: 'A reason is needed; who, when, from where and why are kept.',
  },
  permissions: {
    title: 'Permissions', who: 'Who may do this', seen: 'Who saw this', trail: 'Audit trail', signIns: 'Sign-ins', right: 'Right', project: 'Project', account: 'Account', by: 'By', none: 'Nobody may', noEntries: 'No entry', object: 'Object', objectHint: 'person/id, organisation/id, project/id; ends in / for all', at: 'Time', action: 'Action', address: 'Address', detail: 'Detail', look: 'Look up', may: 'What may this user do', chooseAccount: 'Choose an account', matrix: 'Export the matrix of rights',
  },
  security: {
    title: 'Security', items: 'Odd things', none: 'Nothing waits to be looked into', rule: 'Kind', close: 'Close', note: 'What came of it', openOnly: 'Open only', addresses: 'Addresses of administration', addressesHint: 'One address or network (10.1.0.0/16) a line. Empty = no limit; the list must hold your own address.', save: 'Save the list', closed: 'closed', keys: 'All API keys', clients: 'Systems with single sign-on', addClient: 'New system', noClients: 'No system uses single sign-on yet', clientId: 'Client id', redirects: 'Redirect addresses', redirectsHint: 'One whole address a line, with http or https',
    rules: { oddHours: 'sign-in at odd hours', bulkExport: 'bulk export', manyRefusals: 'many refusals', passwordGuessing: 'password guessing', manyUnmaskings: 'many looks at personal data', movedSession: 'session taken' },
  },
  certificate: {
    bind: 'Bind a certificate', browser: 'In the browser', tool: 'With a signing tool', bound: 'The certificate is bound and signs you in', none: 'The browser has shown no certificate. Plug in your key or import the certificate and reopen the browser, or use a signing tool.', choose: 'Choose a certificate', holder: 'Holder', validUntil: 'Valid until', bindThis: 'Bind this certificate',
    signHint: 'Sign this text with the key of the certificate (SHA-256), then enter certificate and signature (Base64). Good for five minutes.', pem: 'Certificate (PEM or Base64)', signature: 'Signature (Base64)', inForce: 'in force', revokeTitle: 'Revoke the certificate', revokeHint: 'It never signs in again; the reason is told whenever somebody tries.',
  },
});
