import { pair } from './pair';

export const warnings = pair({
  warnings: {
    title: '预警中心', what: '预警列表', one: '预警', open: '未闭环', all: '全部', byLevel: '按等级', byHandling: '按处置', level: '等级', rule: '预警', device: '设备', project: '项目', value: '测值', peak: '峰值', threshold: '阈值',
    condition: '工况', handling: '处置', started: '发生时间', duration: '持续', count: '合并次数', assignee: '责任人', late: '补传', lateHint: '由补传数据触发，未作实时推送',
    active: '持续中', recovered: '已恢复', search: '搜索预警、设备', anyLevel: '全部等级', anyHandling: '全部处置', anyCondition: '全部工况', anyType: '全部类型', anyProject: '全部项目', sensorType: '设备类型', period: '发生时间',
    none: '没有未闭环的预警', noneHint: '所有设备的测值均在阈值之内，或预警已闭环。', noneMatch: '没有符合条件的预警', more: '加载更多', total: '已显示 {{shown}} 条', openAsPage: '在新页打开', peakOf: '峰值 {{value}}', merged: '合并 {{count}} 次', failed: '操作未成功',
  },
  handling: {
    new: '新产生', pushed: '已推送', acknowledged: '已确认', assigned: '已指派', disposing: '处置中', replied: '已回复', verified: '已核实', closed: '已关闭', falseAlarm: '误报',
  },
  act: {
    acknowledge: '确认收到', assign: '指派责任人', dispose: '开始处置', reply: '回复处置结果', verify: '核实通过', close: '关闭', 'false-alarm': '标记误报', reopen: '重新打开',
    person: '责任人', note: '说明', measures: '采取的措施', reason: '理由', needed: '此项必填', done: '已{{action}}', choosePerson: '从责任链选择', personOther: '或输入姓名',
    conflict: '这条预警刚被他人更新', conflictHint: '下面是最新状态。请核对后重新操作，您填写的内容已保留。', refresh: '查看最新状态', cannotDecide: '无法判定',
  },
  sheet: {
    curve: '前后 30 分钟曲线', rule: '规则与阈值', ruleName: '规则', window: '统计窗口', seconds: '{{count}} 秒', instant: '瞬时值', aggregate: '统计方式', hold: '持续 {{count}} 秒', levels: '各级阈值', sourceTitle: '来源',
    chain: '责任链', chainNone: '本项目未设置责任链', log: '处置记录', deliveries: '通知送达', noDeliveries: '尚未发出通知', channel: '渠道', target: '对象', state: '状态', attempts: '次数', at: '时间', receipt: '回执', why: '为什么触发', whyHint: '由已存储的原始测值重新推算', whyShow: '查看判定过程',
    readings: '参与判定的测值', steps: '判定步骤', facts: '概况', noCurve: '这条预警不对应某个测点，没有曲线', notReproduced: '已存储的测值不再得出同一结论', toDevice: '设备历史', person: '责任人', linkAction: '联动', siren: '声光报警器',
  },
  evidence: {
    title: '视频证据', none: '这条预警由状态判定，没有现场画面', alt: '报警时的画面', playClip: '播放前后 5 秒', showPicture: '看图片', clipComing: '片段上传中', pictureComing: '图片上传中，稍后自动出现',
    facts: '置信度 {{score}}%，{{count}} 帧一致', numbers: '判定参数与模型', model: '模型', confirm: '情况属实', false: '识别有误', saidSo: '{{by}} 确认属实', saidNot: '{{by}} 标记识别有误',
    noCodec: '此浏览器不能播放该编码（{{codec}}）。', download: '下载片段',
  },
  seen: { helmet: '安全帽', head: '未戴帽', person: '人员', vest: '反光背心', no_vest: '未穿背心', fire: '明火', smoke: '烟雾' },
  chainState: { waiting: '未轮到', notified: '已通知', acknowledged: '已确认', escalated: '超时升级', skipped: '已跳过', failed: '通知失败', other: '{{state}}' },
  deliveryState: { pending: '待发送', delivered: '已送达', merged: '并入汇总', dead: '发送失败', other: '{{state}}' },
  logWord: { raise: '触发预警', escalate: '等级升高', ease: '等级降低', recover: '工况恢复', push: '推送通知', other: '{{word}}' },
  channel: { 'in-app': '系统内', wecom: '企业微信', dingtalk: '钉钉', webhook: 'Webhook', sms: '短信', voice: '语音电话', email: '邮件' },
  aggregate: { last: '最新值', mean: '平均值', min: '最小值', max: '最大值', sum: '累计', count: '次数', leq: '等效声级', rate: '变化速率', delta: '变化量', range: '极差', stuck: '卡滞时长', missing: '缺数时长', bad: '无效时长' },
}, {
  warnings: {
    title: 'Warnings', what: 'the warnings', one: 'Warning', open: 'Open', all: 'All', byLevel: 'By level', byHandling: 'By handling', level: 'Level', rule: 'Warning', device: 'Device', project: 'Project', value: 'Value', peak: 'Peak', threshold: 'Threshold',
    condition: 'Condition', handling: 'Handling', started: 'Started', duration: 'Duration', count: 'Repeats', assignee: 'Assignee', late: 'Late data', lateHint: 'Raised by data that arrived late; nobody was rung as if it were live',
    active: 'Active', recovered: 'Recovered', search: 'Search warnings, devices', anyLevel: 'Any level', anyHandling: 'Any handling', anyCondition: 'Any condition', anyType: 'Any type', anyProject: 'Any project', sensorType: 'Device type', period: 'Started',
    none: 'No open warnings', noneHint: 'All devices are within their thresholds, or their warnings are closed.', noneMatch: 'No warning matches', more: 'Load more', total: '{{shown}} shown', openAsPage: 'Open as page', peakOf: 'peak {{value}}', merged: '{{count}} merged', failed: 'That did not work',
  },
  handling: {
    new: 'New', pushed: 'Pushed', acknowledged: 'Acknowledged', assigned: 'Assigned', disposing: 'Being handled', replied: 'Replied', verified: 'Verified', closed: 'Closed', falseAlarm: 'False alarm',
  },
  act: {
    acknowledge: 'Acknowledge', assign: 'Assign', dispose: 'Start handling', reply: 'Reply with result', verify: 'Verify', close: 'Close', 'false-alarm': 'Mark false alarm', reopen: 'Reopen',
    person: 'Assignee', note: 'Note', measures: 'Measures taken', reason: 'Reason', needed: 'Required', done: 'Done: {{action}}', choosePerson: 'Choose from the chain', personOther: 'or type a name',
    conflict: 'Someone else has just updated this warning', conflictHint: 'The latest state is below. Check it and act again; what you typed is kept.', refresh: 'Show the latest state', cannotDecide: 'Cannot decide',
  },
  sheet: {
    curve: '30 minutes before and after', rule: 'Rule and thresholds', ruleName: 'Rule', window: 'Window', seconds: '{{count}} s', instant: 'instant', aggregate: 'Measure', hold: 'for {{count}} s', levels: 'Thresholds', sourceTitle: 'Source',
    chain: 'Responsible chain', chainNone: 'This project has no responsible chain', log: 'Log', deliveries: 'Notices', noDeliveries: 'No notice sent yet', channel: 'Channel', target: 'To', state: 'State', attempts: 'Tries', at: 'Time', receipt: 'Receipt', why: 'Why it fired', whyHint: 'Recomputed from the stored readings', whyShow: 'Show the decision',
    readings: 'Readings used', steps: 'Steps', facts: 'Facts', noCurve: 'This warning is not about one point; there is no curve', notReproduced: 'The stored readings no longer give this result', toDevice: 'Device history', person: 'Assignee', linkAction: 'Drives', siren: 'Siren',
  },
  evidence: {
    title: 'Video evidence', none: 'This warning was decided by a state; there is no picture', alt: 'The picture at the alarm', playClip: 'Play 5 s before and after', showPicture: 'Show the picture', clipComing: 'Clip is being sent', pictureComing: 'The picture is being sent and will appear here',
    facts: 'Score {{score}}%, {{count}} frames agree', numbers: 'Numbers that decided, and the model', model: 'Model', confirm: 'It is so', false: 'False alarm', saidSo: 'Confirmed by {{by}}', saidNot: 'Called false by {{by}}',
    noCodec: 'This browser cannot play this codec ({{codec}}).', download: 'Download the clip',
  },
  seen: { helmet: 'helmet', head: 'no helmet', person: 'person', vest: 'vest', no_vest: 'no vest', fire: 'fire', smoke: 'smoke' },
  chainState: { waiting: 'waiting', notified: 'notified', acknowledged: 'acknowledged', escalated: 'escalated', skipped: 'skipped', failed: 'failed', other: '{{state}}' },
  deliveryState: { pending: 'waiting', delivered: 'delivered', merged: 'in a summary', dead: 'failed', other: '{{state}}' },
  logWord: { raise: 'Raised', escalate: 'More severe', ease: 'Less severe', recover: 'Recovered', push: 'Notices sent', other: '{{word}}' },
  channel: { 'in-app': 'In-app', wecom: 'WeCom', dingtalk: 'DingTalk', webhook: 'Webhook', sms: 'SMS', voice: 'Voice call', email: 'E-mail' },
  aggregate: { last: 'latest value', mean: 'mean', min: 'minimum', max: 'maximum', sum: 'sum', count: 'count', leq: 'equivalent level', rate: 'rate of change', delta: 'change', range: 'range', stuck: 'time unchanged', missing: 'time without data', bad: 'time not good' },
});
