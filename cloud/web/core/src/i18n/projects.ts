import { pair } from './pair';

export const projects = pair({
  projects: {
    title: '项目总览', what: '项目列表', project: '项目', stage: '阶段', warnings: '未闭环预警', devices: '设备在线', gateways: '网关在线', data: '最新数据',
    count: '共 {{count}} 个项目', total: '合计', map: '项目地图', list: '项目列表', asOf: '数据时间', address: '地址', enter: '进入实时监测',
    empty: '此区域还没有项目', emptyHint: '切换区域，或由系统管理员新建项目。', noData: '尚无数据', filter: '按名称或地址筛选',
    onlyWarnings: '仅看有预警', cluster: '{{count}} 个项目，放大查看', calm: '无未闭环预警', zoomIn: '放大', zoomOut: '缩小', whole: '显示全部',
    summary: '{{projects}} 个项目 · 设备在线 {{online}}/{{total}}', noneMatch: '没有符合条件的项目', noneMatchHint: '放宽筛选条件再试。',
  },
}, {
  projects: {
    title: 'Projects', what: 'the projects', project: 'Project', stage: 'Stage', warnings: 'Open warnings', devices: 'Devices online', gateways: 'Gateways online', data: 'Latest data',
    count: '{{count}} projects', total: 'Total', map: 'Map of projects', list: 'List of projects', asOf: 'Data from', address: 'Address', enter: 'Live monitoring',
    empty: 'No project in this area yet', emptyHint: 'Choose another area, or have the administrator add a project.', noData: 'No data yet', filter: 'Filter by name or address',
    onlyWarnings: 'With warnings only', cluster: '{{count}} projects, zoom in', calm: 'No open warnings', zoomIn: 'Zoom in', zoomOut: 'Zoom out', whole: 'Show all',
    summary: '{{projects}} projects · devices online {{online}}/{{total}}', noneMatch: 'No project matches', noneMatchHint: 'Loosen the filters and try again.',
  },
});
