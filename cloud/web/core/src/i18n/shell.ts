import { pair } from './pair';

export const shell = pair({
  product: { name: '工地安全智能监管', short: '智能监管', tagline: '从传感器到责任人，一条线' },
  session: { ended: '登录已失效', kept: '页面上已填写的内容仍然保留。在新窗口登录后回到这里继续；不再需要时可以离开。', again: '在新窗口登录', leave: '离开' },
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
  session: { ended: 'Your session has ended', kept: 'What you entered stays on this page. Sign in in a new window and come back here; or leave if you need it no more.', again: 'Sign in in a new window', leave: 'Leave' },
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
