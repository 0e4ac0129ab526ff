import { pair } from './pair';

export const setup = pair({
  devices: {
    title: '设备台账', what: '设备列表', name: '设备', type: '类型', model: '型号', gateway: '网关', address: '地址', state: '状态', data: '最新数据', none: '还没有设备', noneHint: '添加设备后，网关会先试读一次，再写入配置。', anyState: '全部状态', count: '共 {{count}} 台',
    from: '起', to: '止', range: { h1: '1 小时', h6: '6 小时', d1: '1 天', d7: '7 天', custom: '自定义' }, points: '测点', pickPoints: '选择测点', history: '历史曲线', now: '当前值', parameters: '参数', facts: '设备信息', station: '站号 / MN', since: '{{state}}，自', noPoints: '该设备没有可绘制的测点',
    command: '手动控制', turnOn: '打开', turnOff: '关闭', sent: '已执行，回读为“{{value}}”，用时 {{ms}} 毫秒', notSent: '未执行：{{error}}', raw: '原始采样', averaged: '每点为 {{seconds}} 秒均值', remove: '删除设备', removeAsk: '删除后网关停止采集该设备，历史数据保留。确定删除“{{name}}”？', removed: '已从配置中删除',
  },
  addDevice: {
    title: '添加设备', gateway: '网关', profile: '设备型号', name: '设备名称', id: '设备编号', address: '接入地址', unit: 'Modbus 站号', station: '监测点编号 MN', password: '访问密码', parameters: '参数', test: '试读', testAgain: '再次试读', save: '保存并下发', saved: '已写入配置，网关将在数秒内应用',
    testing: '网关正在试读', testOk: '试读成功，用时 {{ms}} 毫秒', testFailed: '试读失败：{{error}}', testFirst: '保存前须先试读成功', readings: '读到的测值', changed: '内容已修改，请再次试读', idHint: '小写字母、数字、点、横线、下划线，字母或数字开头', idBad: '编号格式不正确', idTaken: '编号已被使用',
    addressHint: { modbus: 'tcp://主机:502、rtu:///dev/ttyS1?baud=9600&parity=none 或 rtu+tcp://主机:端口', hj212: 'hj212://listen，由监测站主动连入', gpio: 'gpio://chip0，板载输入输出' }, addressBad: '地址格式不正确', needed: '此项必填', nameHint: '例如 1号塔吊', fields: '必填 {{count}} 项',
    parametersHint: '未填的参数采用型号默认值', noGateway: '此项目还没有网关', noGatewayHint: '请先在“网关”页登记网关并完成注册。', offline: '网关离线，暂时无法试读', serial: '串口（RTU）', step: '填写 → 试读 → 保存', waiting: '填写左侧内容后点“试读”，这里显示网关读到的测值。',
  },
  gateways: {
    title: '网关', what: '网关列表', add: '登记网关', id: '网关编号', name: '名称', version: '程序版本', address: '网络地址', seen: '最近通信', config: '配置版本', configOk: '已应用第 {{version}} 版', configPending: '期望第 {{desired}} 版，已应用第 {{reported}} 版', outbox: '待送数据', lane: '通道', records: '记录', bytes: '大小', oldest: '最早', empty: '已全部送达',
    lanes: { alarm: '报警', live: '实时', history: '补传', media: '影像' }, certificate: '证书', serial: '序列号', until: '有效期至', revoked: '已吊销', noCertificate: '尚未注册', code: '生成注册码', codeTitle: '注册码', codeHint: '在网关上输入此注册码换取证书，仅可使用一次。', codeUntil: '有效期至 {{time}}', revoke: '吊销证书', revokeAsk: '吊销后该网关立即断开，且不能再用此证书接入。', reason: '理由', revokedDone: '证书已吊销',
    none: '还没有网关', noneHint: '登记网关后会得到一次性注册码，在现场网关上输入即可接入。', since: '自 {{time}}', created: '网关已登记', command: '在网关上执行', daysLeft: '剩 {{count}} 天',
  },
  rules: {
    title: '预警规则', what: '规则', rule: '规则', type: '设备类型', measure: '判定量', levels: '阈值', source: '来源', overridden: '项目调整', override: '调整阈值', level: '等级', device: '适用设备', allDevices: '本项目全部设备', threshold: '阈值', reason: '调整理由', disabled: '停用此级预警', save: '保存调整', saved: '阈值已调整，下发至网关', by: '{{by}}，{{time}}',
    needReason: '请写明调整理由，至少 5 个字', none: '没有适用的规则', noneHint: '规则随设备类型提供，添加设备后显示。', window: '{{seconds}} 秒窗口', hold: '持续 {{seconds}} 秒', from: '{{from}}–{{to}}', drives: '联动 {{outputs}}', off: '已停用', whole: '整条规则', wholeHint: '整条规则只能停用，不能改阈值。', withdraw: '撤销', withdrawTitle: '撤销调整', withdrawHint: '撤销后恢复标准阈值，调整记录保留。', withdrawn: '调整已撤销', original: '原值 {{value}}', current: '现行阈值 {{value}} {{unit}}', count: '{{count}} 条规则', clear: '低于 {{value}} 解除', output: { siren: '声光报警器', beacon: '警示灯', 'spray-pump': '喷淋泵' },
  },
  chain: {
    title: '责任链', what: '责任链', step: '第 {{order}} 级', person: '责任人', phone: '手机', wecom: '企业微信机器人', dingtalk: '钉钉机器人', email: '邮箱', webhook: 'Webhook 地址', channels: '通知渠道', levels: '接收等级', after: '无人确认时升级', minutes: '{{count}} 分钟', minutesUnit: '分钟后通知下一级', add: '添加下一级', remove: '移除', up: '上移', down: '下移', quiet: '静默时段', quietHint: '静默时段内只推送一级预警，其余顺延。', quietOff: '不设静默时段',
    save: '保存责任链', saved: '责任链已保存', test: '发送测试通知', tested: '测试通知已发出', none: '还没有责任人', noneHint: '至少设置一名责任人，否则预警无人接收。', needPerson: '请填写姓名', needChannel: '至少选择一种渠道', needLevel: '至少选择一个等级', missing: '缺少“{{channel}}”所需的联系方式', gap: '没有人接收{{levels}}预警', unsaved: '有未保存的修改', contact: '联系方式', start: '从', end: '至', last: '最后一级',
  },
  delivery: {
    title: '数据送达', what: '送达统计', day: '日期', device: '设备', expected: '应送', received: '已收', late: '补传', lost: '丢失', missing: '待收', complete: '完整率', period: '统计日期', hint: '应送以网关当日台账为准；补传指晚于测量 60 秒到达；丢失只计网关声明放弃的记录。', none: '所选日期没有送达记录', noneHint: '网关每日上报台账后才有应送数。', ranges: '丢失区间', range: '序号 {{first}}–{{last}}：{{reason}}',
    reasons: { 'disk-full': '磁盘已满', age: '超过保存期限', policy: '按策略丢弃', other: '{{reason}}' }, totals: '合计', table: '明细', bars: '每日完整率', dayDevice: '{{day}} {{device}}：完整率 {{share}}', noLedger: '已收（当日台账未到）', allDevices: '全部设备', onlyGaps: '仅看不完整',
  },
}, {
  devices: {
    title: 'Devices', what: 'the devices', name: 'Device', type: 'Type', model: 'Model', gateway: 'Gateway', address: 'Address', state: 'State', data: 'Latest data', none: 'No device yet', noneHint: 'When you add one, the gateway reads it once before it is saved.', anyState: 'Any state', count: '{{count}} devices',
    from: 'From', to: 'To', range: { h1: '1 hour', h6: '6 hours', d1: '1 day', d7: '7 days', custom: 'Custom' }, points: 'Points', pickPoints: 'Choose points', history: 'History', now: 'Current values', parameters: 'Parameters', facts: 'Device', station: 'Unit / MN', since: '{{state}} since', noPoints: 'This device has no point to draw',
    command: 'Manual control', turnOn: 'Turn on', turnOff: 'Turn off', sent: 'Done, read back “{{value}}” after {{ms}} ms', notSent: 'Not done: {{error}}', raw: 'raw samples', averaged: 'each point is a mean over {{seconds}} s', remove: 'Remove device', removeAsk: 'The gateway stops reading it; its history is kept. Remove “{{name}}”?', removed: 'Removed from the configuration',
  },
  addDevice: {
    title: 'Add a device', gateway: 'Gateway', profile: 'Model', name: 'Name', id: 'Device id', address: 'Address', unit: 'Modbus unit', station: 'Station id (MN)', password: 'Password', parameters: 'Parameters', test: 'Test reading', testAgain: 'Test again', save: 'Save and send', saved: 'Saved; the gateway applies it within seconds',
    testing: 'The gateway is reading', testOk: 'Read in {{ms}} ms', testFailed: 'Could not read: {{error}}', testFirst: 'A successful test is needed before saving', readings: 'Values read', changed: 'Changed since; test again', idHint: 'Lower-case letters, digits, dot, dash, underscore; starts with a letter or digit', idBad: 'Not a valid id', idTaken: 'This id is taken',
    addressHint: { modbus: 'tcp://host:502, rtu:///dev/ttyS1?baud=9600&parity=none or rtu+tcp://host:port', hj212: 'hj212://listen, the station dials in', gpio: 'gpio://chip0, on the board' }, addressBad: 'Not a valid address', needed: 'Required', nameHint: 'e.g. Crane 1', fields: '{{count}} fields',
    parametersHint: 'Empty ones take the default of the model', noGateway: 'This project has no gateway yet', noGatewayHint: 'Register and enrol one on the Gateways page first.', offline: 'The gateway is offline; no test possible now', serial: 'Serial (RTU)', step: 'Fill in → test → save', waiting: 'Fill in the fields and press “Test reading”; the values that the gateway reads appear here.',
  },
  gateways: {
    title: 'Gateways', what: 'the gateways', add: 'Register gateway', id: 'Gateway id', name: 'Name', version: 'Version', address: 'Address', seen: 'Last seen', config: 'Configuration', configOk: 'version {{version}} applied', configPending: 'version {{desired}} wanted, {{reported}} applied', outbox: 'Waiting to be sent', lane: 'Lane', records: 'Records', bytes: 'Size', oldest: 'Oldest', empty: 'all delivered',
    lanes: { alarm: 'alarm', live: 'live', history: 'backlog', media: 'media' }, certificate: 'Certificate', serial: 'Serial', until: 'Valid until', revoked: 'Revoked', noCertificate: 'Not enrolled yet', code: 'New enrolment code', codeTitle: 'Enrolment code', codeHint: 'Enter it on the gateway to get its certificate. It works once.', codeUntil: 'Valid until {{time}}', revoke: 'Revoke certificate', revokeAsk: 'The gateway is cut off at once and cannot connect with this certificate again.', reason: 'Reason', revokedDone: 'Certificate revoked',
    none: 'No gateway yet', noneHint: 'Register one to get a one-time code; enter it on the gateway on site.', since: 'since {{time}}', created: 'Gateway registered', command: 'Run on the gateway', daysLeft: '{{count}} days left',
  },
  rules: {
    title: 'Warning rules', what: 'the rules', rule: 'Rule', type: 'Device type', measure: 'Measure', levels: 'Thresholds', source: 'Source', overridden: 'Overridden', override: 'Override threshold', level: 'Level', device: 'Applies to', allDevices: 'All devices of this project', threshold: 'Threshold', reason: 'Reason', disabled: 'Switch this level off', save: 'Save override', saved: 'Threshold changed and sent to the gateway', by: '{{by}}, {{time}}',
    needReason: 'State the reason, at least 5 characters', none: 'No rule applies', noneHint: 'Rules come with the kinds of devices; add a device to see them.', window: '{{seconds}} s window', hold: 'for {{seconds}} s', from: '{{from}}–{{to}}', drives: 'drives {{outputs}}', off: 'off', whole: 'Whole rule', wholeHint: 'The whole rule can only be switched off.', withdraw: 'Withdraw', withdrawTitle: 'Withdraw override', withdrawHint: 'The shipped threshold applies again; the change stays on record.', withdrawn: 'Override withdrawn', original: 'was {{value}}', current: 'In force: {{value}} {{unit}}', count: '{{count}} rules', clear: 'clears below {{value}}', output: { siren: 'siren', beacon: 'beacon', 'spray-pump': 'spray pump' },
  },
  chain: {
    title: 'Responsible chain', what: 'the chain', step: 'Step {{order}}', person: 'Person', phone: 'Phone', wecom: 'WeCom robot', dingtalk: 'DingTalk robot', email: 'E-mail', webhook: 'Webhook address', channels: 'Channels', levels: 'Levels', after: 'Escalate when nobody acknowledges', minutes: '{{count}} min', minutesUnit: 'min, then the next step', add: 'Add a step', remove: 'Remove', up: 'Move up', down: 'Move down', quiet: 'Quiet hours', quietHint: 'Only level 1 is pushed in quiet hours; the rest waits.', quietOff: 'No quiet hours',
    save: 'Save chain', saved: 'Chain saved', test: 'Send test notice', tested: 'Test notice sent', none: 'Nobody is responsible yet', noneHint: 'Name at least one person, or no one receives the warnings.', needPerson: 'Enter a name', needChannel: 'Choose at least one channel', needLevel: 'Choose at least one level', missing: 'Contact for “{{channel}}” is missing', gap: 'Nobody receives {{levels}} warnings', unsaved: 'Unsaved changes', contact: 'Contact', start: 'from', end: 'to', last: 'last step',
  },
  delivery: {
    title: 'Delivery', what: 'the delivery figures', day: 'Day', device: 'Device', expected: 'Expected', received: 'Received', late: 'Late', lost: 'Lost', missing: 'Outstanding', complete: 'Complete', period: 'Days', hint: 'Expected comes from the gateway’s daily ledger; late arrived more than 60 s after measuring; lost counts only what the gateway declared given up.', none: 'No delivery figures for these days', noneHint: 'Expected figures appear after the gateway’s daily ledger.', ranges: 'Lost ranges', range: 'records {{first}}–{{last}}: {{reason}}',
    reasons: { 'disk-full': 'disk full', age: 'older than kept', policy: 'dropped by policy', other: '{{reason}}' }, totals: 'Total', table: 'Details', bars: 'Completeness per day', dayDevice: '{{day}} {{device}}: {{share}} complete', noLedger: 'Received (no ledger for the day yet)', allDevices: 'All devices', onlyGaps: 'Incomplete only',
  },
});
