import { pair } from './pair';

export const work = pair({
  approvals: {
    title: '审批', what: '审批单', todo: '待办', done: '已办', started: '我发起的', copied: '抄送我的', subject: '事项', flow: '流程', node: '当前节点', starter: '发起人', waiting: '待签', due: '期限', arrived: '到达', ended: '办结', state: '状态', search: '按事项名称检索', anyFlow: '全部流程', onlyOverdue: '只看逾期', noneTodo: '没有待办', noneTodoHint: '需要您审批的事项会出现在这里。', none: '没有记录', more: '加载更多', unread: '未读', record: '查看原记录',
    daysLeft: '剩 {{count}} 个工作日', dueToday: '今天到期', overdue: '逾期 {{count}} 个工作日', round: '第 {{count}} 轮', inDays: '{{count}} 个工作日', drawing: '流程', trail: '办理过程', tasks: '当前办理人', copies: '抄送', opinion: '意见', opinionHint: '退回、否决须填写意见', attachments: '附件', signature: '手写签名', clear: '重签', signHere: '在框内签名', sealed: '签署校验值', version: '签署的记录版本', to: '接收人', chooseTo: '输入姓名查找', chooseNode: '退回到', theStarter: '发起人（修改后重新提交）', confirm: '确定', advice: '您受委派提出意见，决定由委派人作出', added: '加签', escalated: '升级', stale: '审批已有新的进展，已为您刷新', noPeople: '没有可选人员', done2: '已办理',
    act: { agree: '同意', refuse: '不同意', advise: '提交意见', return: '退回', reassign: '转办', delegate: '委派', addSigners: '加签', removeSigner: '减签', withdraw: '撤回', remind: '催办', copy: '抄送' },
    rule: { any: '或签', all: '会签', inOrder: '依次签' },
    states: { running: '审批中', returned: '已退回', approved: '已通过', rejected: '未通过', withdrawn: '已撤回', void: '已作废' },
    tasksState: { waiting: '未轮到', open: '待签', delegated: '征求意见中', agreed: '已同意', refused: '不同意', advised: '已提意见', handedOn: '已转办', unneeded: '无需办理', left: '已离岗' },
  },
  files: {
    title: '文件', what: '文件', add: '选择文件', drop: '把文件拖到这里，或', pause: '暂停', resume: '继续', cancel: '取消', retry: '重试', sending: '{{sent}} / {{size}}，{{speed}}/s，剩余 {{left}}', starting: '准备上传 {{size}}', paused: '已暂停，已传 {{sent}} / {{size}}', checking: '正在校验', ready: '已上传', refused: '未接收：{{reason}}', failed: '上传中断：{{reason}}', slow: '速度低于 50 kB/s', progress: '上传进度', remove: '移除',
    name: '名称', size: '大小', edition: '版本', by: '上传人', at: '时间', copies: '副本', preview: '预览', download: '下载', history: '历史版本', compare: '与上一版对比', accesses: '查阅记录', none: '没有文件', superseded: '已被替代', noText: '这类文件不能逐行对比，请并排查看', same: '两版文字相同', closeIt: '关闭', older: '旧版', newer: '新版', nobody: '还没有人查阅', checked: '核验于 {{time}}', neverChecked: '尚未核验',
    state: { unchecked: '待核验', sound: '完好', missing: '丢失', damaged: '损坏', none: '无第二副本' }, scan: { notScanned: '未扫描', clean: '扫描通过' }, seconds: '{{count}} 秒', minutes: '{{count}} 分钟',
  },
  audit: {
    title: '审计日志', what: '审计日志', search: '姓名、地址、操作、对象或内容', action: '操作', object: '对象', name: '人员', address: '地址', at: '时间', detail: '内容', sequence: '序号', find: '检索', export: '导出 CSV', from: '从', to: '至', none: '没有符合条件的日志', chain: '完整性', verify: '校验', whole: '完整：{{count}} 条，序号 {{first}}–{{last}}', broken: '第 {{at}} 条不符，日志可能被改动', head: '末条校验值', policy: '保留期限', months: '保留 {{count}} 个月，更早的写入归档后清理', archives: '归档', noArchives: '还没有归档', more: '更早的日志',
  },
  backups: {
    title: '备份与恢复', what: '备份', full: '完全备份', incremental: '增量备份', now: '立即备份', list: '备份', kind: '类型', at: '时间', seconds: '用时', written: '写入', whole: '恢复后大小', files: '文件数', rehearse: '恢复演练', rehearsals: '恢复演练记录', restored: '恢复用时', check: '打开与清点', result: '结果', sound: '可恢复', busy: '{{what}}正在进行', none: '还没有备份', noRehearsals: '还没有演练', limit: '标准限值', limitHint: '恢复时间限值：增量 {{incremental}} 分钟，完全 {{full}} 小时，日志 {{log}} 分钟', schedule: '每天 {{hour}} 时自动备份，{{day}}为完全备份，保留 {{days}} 天', off: '没有启用自动备份', copies: '文件副本', first: '第一副本', second: '第二副本', count: '文件', bytes: '大小', counted: '清点', restoreHint: '正式恢复在停机后用命令 edge-cloud restore 备份编号 目标文件夹 执行，不会覆盖现有数据。', s: '{{count}} 秒', generation: '所属完全备份', started: '已开始',
    days: { sunday: '周日', monday: '周一', tuesday: '周二', wednesday: '周三', thursday: '周四', friday: '周五', saturday: '周六' },
  },
}, {
  approvals: {
    title: 'Approvals', what: 'the approvals', todo: 'To do', done: 'Done', started: 'Started by me', copied: 'Copied to me', subject: 'Subject', flow: 'Flow', node: 'Step', starter: 'Started by', waiting: 'Waiting for', due: 'Due', arrived: 'Arrived', ended: 'Ended', state: 'State', search: 'Search by subject', anyFlow: 'Any flow', onlyOverdue: 'Overdue only', noneTodo: 'Nothing to do', noneTodoHint: 'What waits for your approval appears here.', none: 'Nothing here', more: 'Load more', unread: 'new', record: 'Open the record',
    daysLeft: '{{count}} working days left', dueToday: 'due today', overdue: '{{count}} working days overdue', round: 'round {{count}}', inDays: '{{count}} working days', drawing: 'Flow', trail: 'What happened', tasks: 'Who is asked', copies: 'Copied to', opinion: 'Opinion', opinionHint: 'Needed to return or refuse', attachments: 'Attachments', signature: 'Handwritten signature', clear: 'Sign again', signHere: 'Sign in the box', sealed: 'Seal of the signature', version: 'Version of the record signed', to: 'To', chooseTo: 'Type a name', chooseNode: 'Send back to', theStarter: 'The starter (to correct and submit again)', confirm: 'Confirm', advice: 'You are asked for advice; whoever asked decides', added: 'added', escalated: 'escalated', stale: 'The case has moved on; it was refreshed', noPeople: 'Nobody to choose', done2: 'Done',
    act: { agree: 'Agree', refuse: 'Refuse', advise: 'Give advice', return: 'Send back', reassign: 'Reassign', delegate: 'Delegate', addSigners: 'Add signers', removeSigner: 'Remove signer', withdraw: 'Withdraw', remind: 'Remind', copy: 'Copy' },
    rule: { any: 'any one signs', all: 'all sign', inOrder: 'one after another' },
    states: { running: 'Running', returned: 'Returned', approved: 'Approved', rejected: 'Rejected', withdrawn: 'Withdrawn', void: 'Void' },
    tasksState: { waiting: 'later', open: 'to sign', delegated: 'asking for advice', agreed: 'agreed', refused: 'refused', advised: 'advised', handedOn: 'handed on', unneeded: 'not needed', left: 'left' },
  },
  files: {
    title: 'Files', what: 'the files', add: 'Choose files', drop: 'Drop files here, or', pause: 'Pause', resume: 'Go on', cancel: 'Cancel', retry: 'Try again', sending: '{{sent}} / {{size}}, {{speed}}/s, {{left}} left', starting: 'Starting, {{size}}', paused: 'Paused at {{sent}} / {{size}}', checking: 'Checking', ready: 'Uploaded', refused: 'Not taken: {{reason}}', failed: 'Broke off: {{reason}}', slow: 'slower than 50 kB/s', progress: 'Upload progress', remove: 'Remove',
    name: 'Name', size: 'Size', edition: 'Edition', by: 'Uploaded by', at: 'When', copies: 'Copies', preview: 'Preview', download: 'Download', history: 'Earlier editions', compare: 'Compare with the one before', accesses: 'Who has opened it', none: 'No files', superseded: 'superseded', noText: 'These cannot be compared line by line; look at them side by side', same: 'The texts are the same', closeIt: 'Close', older: 'Older', newer: 'Newer', nobody: 'Nobody has opened it yet', checked: 'checked {{time}}', neverChecked: 'not checked yet',
    state: { unchecked: 'not checked', sound: 'sound', missing: 'missing', damaged: 'damaged', none: 'no second copy' }, scan: { notScanned: 'not scanned', clean: 'scanned' }, seconds: '{{count}} s', minutes: '{{count}} min',
  },
  audit: {
    title: 'Audit trail', what: 'the trail', search: 'Name, address, action, object or content', action: 'Action', object: 'Object', name: 'Who', address: 'Address', at: 'When', detail: 'Content', sequence: 'No.', find: 'Search', export: 'Export CSV', from: 'From', to: 'To', none: 'No entry matches', chain: 'Integrity', verify: 'Verify', whole: 'Whole: {{count}} entries, {{first}}–{{last}}', broken: 'Entry {{at}} does not fit; the trail may have been altered', head: 'Hash of the last entry', policy: 'Retention', months: 'Kept for {{count}} months; older entries are archived, then removed', archives: 'Archives', noArchives: 'Nothing archived yet', more: 'Older entries',
  },
  backups: {
    title: 'Backup and restore', what: 'the backups', full: 'Full', incremental: 'Incremental', now: 'Back up now', list: 'Backups', kind: 'Kind', at: 'When', seconds: 'Took', written: 'Written', whole: 'Restored size', files: 'Files', rehearse: 'Rehearse restore', rehearsals: 'Rehearsed restores', restored: 'Restore took', check: 'Open and count', result: 'Result', sound: 'restorable', busy: '{{what}} is running', none: 'No backup yet', noRehearsals: 'None rehearsed yet', limit: 'Limit of the standard', limitHint: 'Limits for a restore: incremental {{incremental}} min, full {{full}} h, log {{log}} min', schedule: 'Daily at {{hour}}:00, full on {{day}}, kept for {{days}} days', off: 'No scheduled backup', copies: 'Copies of files', first: 'First copy', second: 'Second copy', count: 'Files', bytes: 'Size', counted: 'Counted', restoreHint: 'A real restore is made while the platform stands: edge-cloud restore ID FOLDER. It overwrites nothing.', s: '{{count}} s', generation: 'Based on', started: 'Started',
    days: { sunday: 'Sunday', monday: 'Monday', tuesday: 'Tuesday', wednesday: 'Wednesday', thursday: 'Thursday', friday: 'Friday', saturday: 'Saturday' },
  },
});
