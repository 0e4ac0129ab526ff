import { pair } from './pair';

export const monitoring = pair({
  monitoring: {
    title: '危大工程监测', what: '监测数据', work: '危大工程', project: '项目', points: '测点', stale: '无有效数据', warnings: '未闭环预警', newest: '最新数据', verdict: '判定', none: '没有正在监测的危大工程', noneHint: '在“危大工程监测点”登记测点并绑定设备后，会显示在这里。', more: '测点过多，仅显示前 2,000 个测点所属的工程', back: '全部监测',
    verdicts: { normal: '正常', warning: '预警', alarm: '报警' }, unknown: '无法判定', noPoints: '这项工程还没有监测点', noPointsHint: '登记测点、限值和绑定的设备后，数据会自动到达。', addPoint: '登记监测点', record: '工程档案', reports: '监测报告', reported: '上报数据',
    now: '当前值', point: '测点', item: '监测项目', value: '累计值', rate: '日变化', limits: '预警值 / 报警值', rateLimit: '速率报警值 {{value}} {{unit}}/d', from: '数据来源', device: '{{device}} · {{point}}', byHand: '人工上报', at: '测量时间', every: '要求每 {{text}}一次', minutes: '{{count}} 分钟', hours: '{{count}} 小时', days: '{{count}} 天', noRate: '不足一日，暂不计算', never: '从未收到',
    hazardousFrom: '达到 {{value}} {{unit}} 为危大', overFrom: '达到 {{value}} {{unit}} 为超过一定规模', always: '此类工程不论规模均按危大工程管理', alwaysOver: '此类工程不论规模均为超过一定规模的危大工程', firstKind: '先选择危大工程类别，再填写判定所需的参数', anyOne: '任一参数达到即按此判定；未填写的参数不能判定为“未达到”。',
    courses: '监测曲线', warnAt: '预警值', alarmAt: '报警值', complete: '该时段数据完整', gaps: '间断 {{count}} 段，合计 {{total}}，最长 {{longest}}（{{from}} 起，{{reason}}）', noData: '未收到数据', open: '未闭环预警', noOpen: '绑定的设备没有未闭环预警', state: '工程状态', staleHint: '{{count}} 个测点没有按要求的频率收到数据，不作“正常”判定', pickDevice: '选择项目中的设备', pickPoint: '选择测量点', firstWork: '先选择危大工程', noDevice: '该项目还没有设备',
  },
}, {
  monitoring: {
    title: 'Monitoring of hazardous works', what: 'the monitoring', work: 'Hazardous work', project: 'Project', points: 'Points', stale: 'Without valid data', warnings: 'Open warnings', newest: 'Newest data', verdict: 'Verdict', none: 'No hazardous work is monitored', noneHint: 'Enter monitoring points and bind them to devices, and their works appear here.', more: 'Too many points: only the works of the first 2,000 are shown', back: 'All monitoring',
    verdicts: { normal: 'Normal', warning: 'Warning', alarm: 'Alarm' }, unknown: 'Cannot decide', noPoints: 'This work has no monitoring point', noPointsHint: 'Enter points with their limits and bound devices, and data arrive by themselves.', addPoint: 'Add a monitoring point', record: 'Record of the work', reports: 'Reports', reported: 'Reported data',
    now: 'Now', point: 'Point', item: 'Item', value: 'Cumulative', rate: 'In a day', limits: 'Warning / alarm value', rateLimit: 'alarm value of the rate {{value}} {{unit}}/d', from: 'Source', device: '{{device}} · {{point}}', byHand: 'reported by hand', at: 'Measured', every: 'wanted every {{text}}', minutes: '{{count}} min', hours: '{{count}} h', days: '{{count}} d', noRate: 'less than a day measured', never: 'never received',
    hazardousFrom: 'hazardous from {{value}} {{unit}}', overFrom: 'over scale from {{value}} {{unit}}', always: 'Works of this kind are hazardous whatever their size', alwaysOver: 'Works of this kind are over scale whatever their size', firstKind: 'Choose the kind first; then the sizes that decide are asked for', anyOne: 'One size that is reached is enough; a size that is not known never makes a work harmless.',
    courses: 'Curves', warnAt: 'Warning value', alarmAt: 'Alarm value', complete: 'No gap in this period', gaps: '{{count}} gaps, {{total}} in all, the longest {{longest}} (from {{from}}, {{reason}})', noData: 'nothing received', open: 'Open warnings', noOpen: 'No open warning of the bound devices', state: 'State of the work', staleHint: '{{count}} points have no data at the wanted frequency and are not called normal', pickDevice: 'Choose a device of the project', pickPoint: 'Choose a point', firstWork: 'Choose the hazardous work first', noDevice: 'The project has no device',
  },
});
