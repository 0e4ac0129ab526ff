import { pair } from './pair';

export const common = pair({
  level: {
    '1': '一级', '2': '二级', '3': '三级', '4': '四级',
    count: '{{level}} {{count}} 条', all: '未闭环预警',
  },
  age: {
    now: '刚刚', second: '{{count}} 秒前', minute: '{{count}} 分钟前', hour: '{{count}} 小时前', day: '{{count}} 天前', never: '从未',
  },
  state: {
    online: '在线', stale: '数据陈旧', offline: '离线', quarantined: '已隔离', never: '从未上线', loading: '正在载入',
  },
  value: {
    on: '开', off: '关', stale: '陈旧 · {{age}}', bad: '无效：{{reason}}', uncertain: '存疑：{{reason}}', offline: '设备离线', never: '暂无数据',
  },
  reason: {
    none: '未说明', noAnswer: '设备无应答', deviceException: '设备返回异常', malformed: '报文无法解析', sensorFault: '传感器故障',
    maintenance: '维护或校准中', outOfRange: '超出量程', stuck: '数值卡滞', spike: '异常跳变', clockSkew: '设备时钟偏差',
    inputNotGood: '计算输入无效', stale: '数据陈旧', quarantined: '设备被隔离', stopped: '设备停运',
  },
  problem: {
    failed: '{{what}}读取失败', forbiddenTitle: '没有查看权限',
    offline: '网络不通，未能连到服务器。已显示的内容仍保留，恢复后可重试。',
    'signed-out': '登录已失效，请重新登录。', 'password-change': '请先修改密码。',
    forbidden: '当前账号没有此项权限，请联系系统管理员授予。', 'not-found': '记录不存在或已被删除。',
    conflict: '记录刚被他人修改，请刷新后再操作。', refused: '服务器拒绝了此次提交。',
    locked: '尝试次数过多，请在 {{minutes}} 分钟后再试。', timeout: '对方在规定时间内没有应答，请稍后重试。',
    server: '服务器出现故障，已填写的内容仍保留，请稍后重试。', unknown: '页面出现未知错误，请刷新重试。',
  },
  action: {
    retry: '重试', cancel: '取消', save: '保存', confirm: '确定', more: '更多筛选', less: '收起', clear: '清除筛选', close: '关闭', open: '打开',
    refresh: '刷新', copy: '复制', copied: '已复制', back: '返回', add: '添加', remove: '删除', edit: '编辑', details: '查看详情',
  },
  list: { comma: '、', stop: '；', colon: '：' },
  language: { name: '中文', switch: 'English' },
}, {
  level: {
    '1': 'Level 1', '2': 'Level 2', '3': 'Level 3', '4': 'Level 4',
    count: '{{level}}: {{count}}', all: 'Open warnings',
  },
  age: {
    now: 'just now', second: '{{count}} s ago', minute: '{{count}} min ago', hour: '{{count}} h ago', day: '{{count}} d ago', never: 'never',
  },
  state: {
    online: 'Online', stale: 'Stale', offline: 'Offline', quarantined: 'Quarantined', never: 'Never seen', loading: 'Loading',
  },
  value: {
    on: 'On', off: 'Off', stale: 'Stale · {{age}}', bad: 'Invalid: {{reason}}', uncertain: 'Doubtful: {{reason}}', offline: 'Device offline', never: 'No data yet',
  },
  reason: {
    none: 'no reason given', noAnswer: 'no answer', deviceException: 'device exception', malformed: 'unreadable frame', sensorFault: 'sensor fault',
    maintenance: 'maintenance or calibration', outOfRange: 'out of range', stuck: 'stuck value', spike: 'spike', clockSkew: 'device clock off',
    inputNotGood: 'input not good', stale: 'stale', quarantined: 'quarantined', stopped: 'equipment off',
  },
  problem: {
    failed: 'Could not load {{what}}', forbiddenTitle: 'You may not see this',
    offline: 'The server cannot be reached. What is on the page is kept; try again when the network is back.',
    'signed-out': 'Your session has ended. Please sign in again.', 'password-change': 'Please change your password first.',
    forbidden: 'Your account lacks this permission. Ask the system administrator for it.', 'not-found': 'The record does not exist or was removed.',
    conflict: 'Someone else has just changed this record. Refresh and try again.', refused: 'The server refused this request.',
    locked: 'Too many attempts. Try again in {{minutes}} min.', timeout: 'No answer in time. Please try again later.',
    server: 'The server has a fault. What you typed is kept; please try again later.', unknown: 'Something unexpected went wrong. Please reload the page.',
  },
  action: {
    retry: 'Retry', cancel: 'Cancel', save: 'Save', confirm: 'OK', more: 'More filters', less: 'Fewer', clear: 'Clear filters', close: 'Close', open: 'Open',
    refresh: 'Refresh', copy: 'Copy', copied: 'Copied', back: 'Back', add: 'Add', remove: 'Remove', edit: 'Edit', details: 'Details',
  },
  list: { comma: ', ', stop: '; ', colon: ': ' },
  language: { name: 'English', switch: '中文' },
});
