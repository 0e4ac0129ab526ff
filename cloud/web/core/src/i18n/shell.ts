import { pair } from './pair';

export const shell = pair({
  product: { name: '工地安全智能监管', short: '智能监管', tagline: '从传感器到责任人，一条线' },
  signIn: {
    title: '登录', userName: '账号', password: '密码', submit: '登录', wrong: '账号或密码不正确。',
    needUser: '请输入账号', needPassword: '请输入密码', show: '显示密码', hide: '隐藏密码', help: '忘记密码请联系系统管理员重置。', code: '动态口令或恢复码', needCode: '请输入动态口令', codeHint: '密码正确，请输入验证器应用上的 6 位数字，或一个恢复码。', codeWrong: '动态口令不正确，或密码有误。', register: '企业注册', verify: '单位核验', with: '用{{label}}登录',
    notLinked: '该账号还没有与本平台的账号关联，请先用密码登录，再到“我的账号”关联。', failed: '单点登录没有成功，请重试。',
  },
  password: {
    title: '修改密码', forced: '首次登录须修改初始密码，修改后才能使用系统。', current: '当前密码', next: '新密码', again: '再次输入新密码',
    submit: '修改密码', length: '至少 10 个字符', classes: '大写、小写、数字、符号至少三类', different: '不同于当前密码', mismatch: '两次输入不一致', done: '密码已修改',
  },
  nav: {
    main: '主导航', home: '工作台', registers: '登记簿', compliance: '标准符合性', projects: '项目总览', warnings: '预警中心', monitoring: '危大监测', project: '当前项目', live: '实时监测', devices: '设备台账',
    delivery: '数据送达', gateways: '网关', rules: '预警规则', chain: '责任链', approvals: '审批', operations: '审计与备份', audit: '审计日志', backups: '备份与恢复', editions: '文件版本', people: '用户与权限', users: '用户中心', organisations: '单位', persons: '人员', permissions: '权限查询', security: '安全管理', account: '我的账号', collapse: '收起导航', expand: '展开导航', menu: '菜单', me: '我的',
    video: '视频墙', playback: '录像回放', cameras: '摄像机', review: '识别复核', skip: '跳到主要内容', noProject: '选择一个项目后显示',
  },
  top: {
    area: '区域', allAreas: '全省', project: '切换项目', search: '搜索项目、设备、预警和登记簿', searchWarnings: '在预警中搜索“{{q}}”', searchRegisters: '全文检索“{{q}}”',
    projects: '项目', devices: '设备', nothing: '没有匹配的结果', bell: '未闭环预警 {{count}} 条', person: '账号', signOut: '退出登录', changePassword: '修改密码',
    theme: '夜间显示', language: '切换语言', administrator: '系统管理员',
  },
  live: {
    connecting: '正在连接实时数据', waiting: '实时连接中断，{{seconds}} 秒后重连；页面显示的是断开前的数据', refused: '实时连接被拒绝，请重新登录',
    offline: '网络已断开，恢复后自动继续', now: '立即重连', open: '实时',
  },
  notFound: { title: '没有这个页面', hint: '地址可能已变更。', home: '回到项目总览' },
  crash: { title: '页面出错了', hint: '数据没有丢失，重新载入即可。', reload: '重新载入' },
}, {
  product: { name: 'Site Safety Supervision', short: 'Supervision', tagline: 'From the sensor to the person in charge' },
  signIn: {
    title: 'Sign in', userName: 'User name', password: 'Password', submit: 'Sign in', wrong: 'Wrong user name or password.',
    needUser: 'Enter your user name', needPassword: 'Enter your password', show: 'Show password', hide: 'Hide password', help: 'Forgotten your password? Ask the system administrator to reset it.', code: 'One-time or recovery code', needCode: 'Enter the code', codeHint: 'The password is right. Enter the six digits of your authenticator app, or a recovery code.', codeWrong: 'Wrong code or password.', register: 'Register an enterprise', verify: 'Check an organisation', with: 'Sign in with {{label}}',
    notLinked: 'That account is not linked to one here. Sign in with your password and link it in My account.', failed: 'Single sign-on did not succeed; please try again.',
  },
  password: {
    title: 'Change password', forced: 'The initial password must be changed before you can use the system.', current: 'Current password', next: 'New password', again: 'New password again',
    submit: 'Change password', length: 'At least 10 characters', classes: 'Three of: upper case, lower case, digits, symbols', different: 'Not the current one', mismatch: 'The two entries differ', done: 'Password changed',
  },
  nav: {
    main: 'Main navigation', home: 'Workbench', registers: 'Registers', compliance: 'Compliance', projects: 'Projects', warnings: 'Warnings', monitoring: 'Monitoring', project: 'This project', live: 'Live', devices: 'Devices',
    delivery: 'Delivery', gateways: 'Gateways', rules: 'Rules', chain: 'Responsible chain', approvals: 'Approvals', operations: 'Audit and backup', audit: 'Audit trail', backups: 'Backup and restore', editions: 'Editions', people: 'People and rights', users: 'Users', organisations: 'Organisations', persons: 'Persons', permissions: 'Permissions', security: 'Security', account: 'My account', collapse: 'Collapse navigation', expand: 'Expand navigation', menu: 'Menu', me: 'Me',
    video: 'Video wall', playback: 'Playback', cameras: 'Cameras', review: 'AI review', skip: 'Skip to content', noProject: 'Shown once a project is chosen',
  },
  top: {
    area: 'Area', allAreas: 'Whole province', project: 'Switch project', search: 'Search projects, devices, warnings, registers', searchWarnings: 'Search warnings for “{{q}}”', searchRegisters: 'Search registers for “{{q}}”',
    projects: 'Projects', devices: 'Devices', nothing: 'Nothing matches', bell: '{{count}} open warnings', person: 'Account', signOut: 'Sign out', changePassword: 'Change password',
    theme: 'Night display', language: 'Switch language', administrator: 'Administrator',
  },
  live: {
    connecting: 'Connecting to live data', waiting: 'Live connection lost, retrying in {{seconds}} s; the page shows data from before', refused: 'Live connection refused, please sign in again',
    offline: 'The network is down; it goes on by itself when it is back', now: 'Reconnect now', open: 'Live',
  },
  notFound: { title: 'No such page', hint: 'The address may have changed.', home: 'To the projects' },
  crash: { title: 'This page failed', hint: 'No data were lost; reload the page.', reload: 'Reload' },
});
