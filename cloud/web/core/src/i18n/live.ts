import { pair } from './pair';

export const live = pair({
  project: {
    what: '项目', live: '实时监测', asOf: '数据时间', openWarnings: '未闭环预警', noWarnings: '当前没有未闭环预警', allWarnings: '全部预警',
    states: '设备状态', stateCount: '{{state}} {{count}}', noDevices: '此项目还没有设备', noDevicesHint: '先登记网关，再添加设备并试读。', addDevice: '添加设备',
    history: '历史曲线', lastHour: '近 1 小时', legend: '图例：实数字为当前值，斜纹为陈旧值，“—”为无值；0 是真实的零', noSuch: '没有这个项目', devicePick: '选择设备', rowsMore: '还有 {{count}} 条',
  },
  crane: {
    title: '塔式起重机', plan: '平面图', side: '立面图', moment: '力矩百分比', load: '起重量', rated: '额定 {{value}} t', radius: '幅度', height: '起升高度', slew: '回转角度',
    wind: '风速', windUnknown: '风向未测', north: '北', neighbour: '相邻塔吊', overlap: '覆盖重叠区', sector: '近 5 分钟回转扇区', scale: '{{length}} m',
    assumed: '设备未填起重臂长度，按 56 m 示意', planAlt: '{{name}} 平面图：回转 {{slew}}°，幅度 {{radius}} m', sideAlt: '{{name}} 立面图：幅度 {{radius}} m，起升高度 {{height}} m，起重量 {{load}} t',
    maxHook: '最大起升 {{value}} m', switches: '限位与报警', allClear: '限位与控制器报警均未动作', driver: '司机', signedOn: '已签到', notSignedOn: '未签到', lifting: '起吊作业中', idle: '空闲', frozen: '图形停在最后一次测值',
  },
  camera: {
    title: '视频监控', play: '查看实时画面', stop: '停止', connecting: '正在连接摄像机', delay: '延迟约 {{seconds}} s', offline: '网关不在线，暂时看不到实时画面', unwatched: '网关尚未连接这台摄像机', ended: '画面已中断', again: '重新连接',
    noCodec: '此浏览器不能播放 {{codec}} 编码，请改用支持 H.265 的浏览器或把摄像机设为 H.264', noMedia: '此浏览器不支持实时播放', states: '识别与状态',
  },
  panel: {
    dust: '扬尘与噪声', formwork: '高支模', pit: '基坑', gases: '有害气体', gpio: '现场联动', hoist: '施工升降机', depth: '深层水平位移', depthAxis: '测点（自上而下）',
    depthUnit: '位移 mm', bottom: '开挖深度 {{value}} m', limit: '量程 {{min}}–{{max}}', noLimit: '未设阈值', siren: '声光报警器', on: '已开启', off: '未开启', active: '已按下', inactive: '未按下',
    floor: '{{value}} 层', doors: '门与安全装置', doorsClear: '门关闭，安全装置正常', noCurve: '近 1 小时没有数据', thresholds: '阈值',
  },
  chart: {
    gap: '缺数 {{from}}–{{to}}', gapOf: '缺数：{{reason}}', event: '预警', average: '均值', range: '最小–最大', source: '来源：{{source}}', above: '≥ {{value}} {{unit}}', below: '≤ {{value}} {{unit}}',
    noSource: '未注明来源', label: '{{points}} 曲线', empty: '该时段没有数据', zoomOut: '恢复范围', loading: '正在载入曲线',
    reason: {
      missing: '未收到数据', lost: '数据丢失',
    },
  },
}, {
  project: {
    what: 'the project', live: 'Live', asOf: 'Data from', openWarnings: 'Open warnings', noWarnings: 'No open warnings', allWarnings: 'All warnings',
    states: 'Device states', stateCount: '{{state}} {{count}}', noDevices: 'This project has no device yet', noDevicesHint: 'Register a gateway first, then add a device and read it once.', addDevice: 'Add device',
    history: 'History', lastHour: 'Last hour', legend: 'A solid figure is current, a hatched one is stale, “—” means no value; 0 is a real zero', noSuch: 'No such project', devicePick: 'Choose device', rowsMore: '{{count}} more',
  },
  crane: {
    title: 'Tower crane', plan: 'Plan', side: 'Elevation', moment: 'Moment ratio', load: 'Load', rated: 'rated {{value}} t', radius: 'Radius', height: 'Hook height', slew: 'Slewing',
    wind: 'Wind', windUnknown: 'direction not measured', north: 'N', neighbour: 'Neighbouring crane', overlap: 'Overlap', sector: 'Slewed in the last 5 min', scale: '{{length}} m',
    assumed: 'No jib length stated for this device; drawn as 56 m', planAlt: 'Plan of {{name}}: slewing {{slew}}°, radius {{radius}} m', sideAlt: 'Elevation of {{name}}: radius {{radius}} m, hook height {{height}} m, load {{load}} t',
    maxHook: 'max hook {{value}} m', switches: 'Limits and alarms', allClear: 'No limit switch or controller alarm is active', driver: 'Driver', signedOn: 'signed on', notSignedOn: 'not signed on', lifting: 'Lifting', idle: 'Idle', frozen: 'Drawing shows the last measured values',
  },
  camera: {
    title: 'Cameras', play: 'Show live', stop: 'Stop', connecting: 'Connecting to the camera', delay: 'about {{seconds}} s behind', offline: 'The gateway is offline: no live picture for now', unwatched: 'The gateway does not have this camera yet', ended: 'The picture has ended', again: 'Connect again',
    noCodec: 'This browser cannot play {{codec}}; use one with H.265, or set the camera to H.264', noMedia: 'This browser cannot play live video', states: 'Detections and state',
  },
  panel: {
    dust: 'Dust and noise', formwork: 'High formwork', pit: 'Foundation pit', gases: 'Gases', gpio: 'Site outputs', hoist: "Builder's hoist", depth: 'Deep horizontal displacement', depthAxis: 'Gauge (from the top)',
    depthUnit: 'displacement mm', bottom: 'excavated {{value}} m', limit: 'range {{min}}–{{max}}', noLimit: 'no threshold', siren: 'Siren', on: 'On', off: 'Off', active: 'Pressed', inactive: 'Not pressed',
    floor: 'floor {{value}}', doors: 'Doors and safety devices', doorsClear: 'Doors closed, safety devices normal', noCurve: 'No data in the last hour', thresholds: 'Thresholds',
  },
  chart: {
    gap: 'no data {{from}}–{{to}}', gapOf: 'No data: {{reason}}', event: 'Warning', average: 'mean', range: 'min–max', source: 'Source: {{source}}', above: '≥ {{value}} {{unit}}', below: '≤ {{value}} {{unit}}',
    noSource: 'no source given', label: 'Curve of {{points}}', empty: 'No data in this period', zoomOut: 'Reset range', loading: 'Loading the curve',
    reason: {
      missing: 'nothing received', lost: 'data lost',
    },
  },
});
