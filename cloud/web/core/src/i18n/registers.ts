import { pair } from './pair';

export const registers = pair({
  registers: {
    what: '登记簿', title: '登记簿', list: '列表', figures: '统计', none: '没有可查看的登记簿', noneHint: '请联系本单位管理员授予角色。', all: '全部', total: '共 {{total}} 条', loaded: '已载入 {{loaded}} 条', sums: '合计',
    search: '在本登记簿中检索', add: '新增', filter: '添加筛选', clear: '清除', sort: '排序', ascending: '升序', descending: '降序', columns: '选择栏目', columnsUsual: '恢复默认', withVoid: '含已作废', todo: '待我办理', todoHint: '只看等待我处理的记录',
    empty: '还没有记录', emptyHint: '新增后显示在这里。', emptyReadHint: '有权登记的单位登记后，会显示在这里。', noneMatch: '没有符合条件的记录', noneMatchHint: '放宽筛选条件后再试。', more: '继续载入', end: '已到末尾', select: '选择', selectAll: '全选已载入的记录', selected: '已选 {{count}} 条', open: '打开 {{title}}',
    void: '已作废', overdue: '逾期', unit: '单位：{{unit}}', clauses: '对应条款', values: '{{count}} 项', yes: '是', no: '否', missing: '（无）', noTitle: '未命名', up: '上移', down: '下移',
  },
  filters: {
    title: '筛选条件', column: '栏目', operator: '条件', value: '值', apply: '应用', remove: '移除条件 {{text}}', values: '、',
    operators: { contains: '包含', eq: '等于', ne: '不等于', starts: '开头是', ge: '不小于', le: '不大于', gt: '大于', lt: '小于', in: '属于', month: '在某月', year: '在某年', within: '位于', overdue: '已逾期', none: '为空', some: '不为空' },
    dateOperators: { ge: '不早于', le: '不晚于', eq: '是' },
    tooMany: '最多 40 个条件',
  },
  saved: {
    title: '保存的查询', none: '还没有保存的查询', save: '保存当前查询', saveAs: '另存为', update: '更新为当前查询', name: '名称', sharing: '共享范围', own: '仅自己', organisation: '本单位', everybody: '所有可查看者', by: '{{name}} 共享', needName: '请输入名称', done: '查询已保存', removed: '查询已删除',
  },
  exports: { title: '导出', hint: '导出当前筛选的全部 {{total}} 条', chosen: '按当前栏目', everything: '全部栏目', formats: { xlsx: 'Excel 表格', docx: 'Word 文档', pdf: 'PDF', csv: 'CSV 文本', xml: 'XML', json: 'JSON' } },
  imports: {
    title: '从 Excel 导入', template: '下载导入模板', choose: '选择工作簿', again: '换一个文件', hint: '先检查、后导入；有一行不对，就一行也不导入。单个文件不超过 20 MB。', checking: '正在检查', good: '检查通过，共 {{count}} 行', faults: '{{rows}} 行中有 {{count}} 处错误', faultsShown: '显示前 {{count}} 处', workbook: '下载标明错误的工作簿',
    run: '导入 {{count}} 行', done: '已导入 {{count}} 条', row: '行', column: '栏目', reason: '原因', wholeRow: '整行', nothing: '工作簿里没有数据行', tooBig: '文件超过 20 MB',
  },
  batch: { title: '批量{{action}}', ask: '对所选 {{count}} 条记录逐条执行“{{action}}”，互不影响。', not: '所选记录中有 {{count}} 条不在可操作的状态，将被跳过说明原因。', done: '完成 {{done}} 条', refused: '未完成 {{count}} 条', run: '执行', most: '一次最多 200 条', void: '作废', clear: '取消选择', record: '记录', reason: '原因', close: '知道了' },
  pivot: {
    by: '按', across: '再按', measure: '统计', of: '数值栏', none: '不分栏', month: '{{label}}（按月）', year: '{{label}}（按年）', city: '{{label}}（按市）', count: '记录数', sum: '合计', average: '平均', min: '最小', max: '最大', total: '合计', chart: '图形', bar: '柱形', line: '折线', pie: '饼图', off: '不显示', table: '统计表', drill: '查看这 {{count}} 条', empty: '没有可统计的记录', emptyHint: '调整筛选条件或统计方式。', what: '统计结果', number: '数值', records: '记录', of2: '{{measure}}：{{label}}',
  },
  record: {
    what: '记录', back: '返回{{label}}', page: '打开整页', data: '内容', history: '变更历史', comments: '备注', links: '关联记录', files: '附件', edit: '修改', voidAction: '作废', voidTitle: '作废记录', voidHint: '作废后不能恢复，记录和原因一直保留。', voidReason: '作废原因', voided: '已作废：{{reason}}', voidDone: '记录已作废', done: '已{{action}}', actionTitle: '{{action}}', actionAsk: '确定对“{{title}}”执行“{{action}}”？', needed: '此项必填',
    created: '登记', updated: '更新', source: '来源', owner: '填报单位', area: '行政区划', project: '项目', version: '版本', id: '编号', due: '期限', dueLeft: '期限 {{day}}，剩 {{count}} 个工作日', dueToday: '期限 {{day}}，今天到期', dueLate: '期限 {{day}}，已逾期 {{count}} 个工作日', decided: '{{actions}}由审批流程决定', print: '打印', paper: '登记表',
    unmask: '查看明文', unmaskTitle: '查看个人信息明文', unmaskHint: '查看人、时间和理由会被记录。', unmaskReason: '查看理由', masked: '已脱敏', shown: '明文显示中，离开页面后恢复脱敏', empty: '未填写', gone: '这条记录不存在，或者您无权查看', goneHint: '可能已移出您的管理范围。', copyId: '复制编号', rowsNone: '没有条目', noActions: '当前没有可执行的操作', at: '位置', map: '{{longitude}}, {{latitude}}', sections: '内容', facts: '基本信息', results: '办理结果',
  },
  history: { create: '登记', edit: '修改', void: '作废', from: '变更前', to: '变更后', changes: '{{count}} 项变更', note: '说明', none: '没有字段变更', state: '{{from}} → {{to}}', shown: '展开变更', hidden: '收起变更' },
  comments: { add: '添加备注', text: '备注内容', none: '还没有备注', noneHint: '备注对能查看这条记录的人可见，不能修改和删除。', send: '发表' },
  links: { add: '关联记录', register: '登记簿', record: '记录', kind: '关系', kindHint: '例如：依据、整改、复查', none: '没有关联记录', noneHint: '可关联到任何您能查看的记录。', remove: '解除关联', removeAsk: '解除与“{{title}}”的关联？', out: '关联到', in: '来自', done: '已关联', removed: '关联已解除' },
  form: {
    create: '新增{{label}}', edit: '修改{{title}}', save: '保存', saved: '已保存', unsaved: '有未保存的修改', cancel: '取消', required: '此项必填', tooLong: '不能超过 {{count}} 字', min: '不能小于 {{count}}', max: '不能大于 {{count}}', addRow: '添加一条', removeRow: '移除第 {{row}} 条', row: '第 {{row}} 条', most: '最多 {{count}} 条', pick: '请选择', find: '输入名称查找', none: '没有匹配项', longitude: '经度', latitude: '纬度', datum: '坐标系', cgcs2000: '国家 2000', gcj02: '火星坐标（手机、公共地图）', onMap: '在地图上选', onMapHint: '点选项目所在位置；滚轮或按钮放大，拖动移动。', locate: '取当前位置', locateFailed: '无法取得位置，请手工填写', faults: '有 {{count}} 处需要更正', other: '其他问题',
    leaveTitle: '离开此页？', leave: '有未保存的内容，离开后会丢失。', leaveYes: '离开', leaveNo: '留在此页', conflictTitle: '记录已被他人修改', conflictHint: '{{by}} 在 {{time}} 保存了第 {{version}} 版。逐项选择保留哪个，未列出的字段两边相同。', mine: '我的填写', theirs: '现在的记录', settled: '只有一方改动，已自动选好', take: '按选择保存', see: '放弃我的填写', nothing: '字段内容相同，可直接保存', files: '选择文件', fileNone: '未选择文件', fileRemove: '移除文件', fileWait: '附件服务未启用，暂时不能上传', hash: '校验值 {{hash}}', optional: '选填', chars: '{{count}}/{{most}}', notAllowed: '当前账号不能在这里登记', notEditable: '当前状态或权限不允许修改',
  },
  search: { title: '全文检索', placeholder: '检索所有登记簿，两个汉字即可', what: '检索结果', start: '输入要找的内容', startHint: '标题、正文和附件中的文字都在检索范围内，只显示您有权查看的记录。', none: '没有找到“{{q}}”', noneHint: '换一个词，或只检索部分词。', all: '全部登记簿', more: '更多结果', short: '至少输入两个字', go: '全文检索“{{q}}”' },
  home: {
    title: '工作台', hello: '{{name}}', todo: '待我办理', due: '即将到期', warnings: '未闭环预警', registers: '登记簿', none: '没有等待办理的事项', noneHint: '新的事项会出现在这里。', dueNone: '没有即将到期的事项', count: '{{count}} 条', overdueCount: '逾期 {{count}}', left: '剩 {{count}} 个工作日', today: '今天到期', late: '逾期 {{count}} 个工作日', all: '查看全部', add: '新增', noRegisters: '当前账号没有登记簿权限', what: '待办', views: '统计视图', find: '检索登记簿内容', roles: '{{roles}}',
  },
  views: { title: '统计视图', run: '查询', none: '没有结果', noneHint: '调整条件后再查询。', more: '结果超过 10,000 行，仅显示前面部分', what: '视图', rows: '{{count}} 行' },
  compliance: {
    title: '标准符合性', what: '条款清单', hint: '每条要求对应的功能与验收证明', shown: '已证明', built: '已实现', pending: '待建设', basic: '基本项', optional: '可选项', clause: '条款', requirement: '要求', state: '状态', where: '功能', evidence: '证明', tests: '{{count}} 项验收测试', code: '{{count}} 处实现', none: '—', progress: '{{shown}} / {{total}} 条已有验收证明', find: '按条款号或内容查找', register: '登记簿', view: '视图', noneMatch: '没有符合条件的条款', table: '{{table}} 表', all: '全部',
  },
  filing: {
    title: '项目报监', steps: { project: '项目与位置', works: '单位工程', parties: '参建单位', persons: '五方负责人', papers: '资料与许可证', check: '核对提交' }, next: '下一步', previous: '上一步', saveDraft: '保存草稿', submit: '提交报监', missing: '还缺少 {{count}} 项', ready: '资料齐全，可以提交', submitted: '已提交，等待受理', draftSaved: '草稿已保存', paper: '资料', needed: '必交', given: '已交', lacking: '未交', notNeeded: '本项目不要求', paperNumber: '文号', of: '{{given}} / {{needed}}', quality: '质量', safety: '安全', both: '质量、安全', checkHint: '提交后监督机构在 5 个工作日内决定受理或退回补正。', returned: '退回补正：{{reason}}', permitDiffers: '与施工许可证不一致', permitFits: '与施工许可证一致', permitNone: '尚未填写施工许可证', goTo: '去填写', notYet: '保存草稿后核对', papers: '按目录提交资料', permit: '施工许可证', catalogue: '用于', number: '文号', person: '负责人', what: '核对结果', stepFaults: '此步有需要更正的内容',
  },
}, {
  registers: {
    what: 'the register', title: 'Registers', list: 'List', figures: 'Figures', none: 'No register to see', noneHint: 'Ask the administrator of your organisation for a role.', all: 'All', total: '{{total}} records', loaded: '{{loaded}} loaded', sums: 'Sums',
    search: 'Search this register', add: 'New', filter: 'Add filter', clear: 'Clear', sort: 'Sort', ascending: 'ascending', descending: 'descending', columns: 'Columns', columnsUsual: 'Default columns', withVoid: 'Include void', todo: 'Waiting for me', todoHint: 'Only records that wait for me to act',
    empty: 'No record yet', emptyHint: 'What you add appears here.', emptyReadHint: 'Records appear here once those who may enter them have done so.', noneMatch: 'No record matches', noneMatchHint: 'Loosen the filters and try again.', more: 'Load more', end: 'End of the list', select: 'Select', selectAll: 'Select all loaded records', selected: '{{count}} selected', open: 'Open {{title}}',
    void: 'Void', overdue: 'overdue', unit: 'unit: {{unit}}', clauses: 'Clauses', values: '{{count}} items', yes: 'Yes', no: 'No', missing: '(none)', noTitle: 'Untitled', up: 'Move up', down: 'Move down',
  },
  filters: {
    title: 'Filter', column: 'Column', operator: 'Condition', value: 'Value', apply: 'Apply', remove: 'Remove filter {{text}}', values: ', ',
    operators: { contains: 'contains', eq: 'is', ne: 'is not', starts: 'starts with', ge: 'at least', le: 'at most', gt: 'more than', lt: 'less than', in: 'is one of', month: 'in month', year: 'in year', within: 'lies in', overdue: 'is overdue', none: 'is empty', some: 'is not empty' },
    dateOperators: { ge: 'from', le: 'until', eq: 'on' },
    tooMany: 'At most 40 filters',
  },
  saved: {
    title: 'Saved queries', none: 'No saved query yet', save: 'Save this query', saveAs: 'Save as', update: 'Update to this query', name: 'Name', sharing: 'Shared with', own: 'only me', organisation: 'my organisation', everybody: 'everybody who may read', by: 'shared by {{name}}', needName: 'Enter a name', done: 'Query saved', removed: 'Query removed',
  },
  exports: { title: 'Export', hint: 'All {{total}} records of this filter', chosen: 'Columns as shown', everything: 'All columns', formats: { xlsx: 'Excel workbook', docx: 'Word document', pdf: 'PDF', csv: 'CSV text', xml: 'XML', json: 'JSON' } },
  imports: {
    title: 'Import from Excel', template: 'Download the template', choose: 'Choose a workbook', again: 'Another file', hint: 'Checked first, then imported; with one bad row nothing is imported. At most 20 MB.', checking: 'Checking', good: 'All {{count}} rows are good', faults: '{{count}} faults in {{rows}} rows', faultsShown: 'the first {{count}}', workbook: 'Download the workbook with faults marked',
    run: 'Import {{count}} rows', done: '{{count}} records imported', row: 'Row', column: 'Column', reason: 'Reason', wholeRow: 'whole row', nothing: 'The workbook has no data row', tooBig: 'The file is larger than 20 MB',
  },
  batch: { title: '{{action}}: several records', ask: '“{{action}}” is done to each of the {{count}} records by itself.', not: '{{count}} of them are not in a state for it; they are skipped and the reason is shown.', done: '{{done}} done', refused: '{{count}} not done', run: 'Run', most: 'At most 200 at once', void: 'Declare void', clear: 'Clear selection', record: 'Record', reason: 'Reason', close: 'Close' },
  pivot: {
    by: 'By', across: 'then by', measure: 'Figure', of: 'of', none: 'one column', month: '{{label}} (month)', year: '{{label}} (year)', city: '{{label}} (city)', count: 'Records', sum: 'Sum', average: 'Average', min: 'Smallest', max: 'Largest', total: 'Total', chart: 'Chart', bar: 'Bars', line: 'Line', pie: 'Pie', off: 'None', table: 'Table of figures', drill: 'See these {{count}}', empty: 'Nothing to count', emptyHint: 'Change the filters or the question.', what: 'the figures', number: 'Number', records: 'records', of2: '{{measure}} of {{label}}',
  },
  record: {
    what: 'the record', back: 'Back to {{label}}', page: 'Open as page', data: 'Record', history: 'History', comments: 'Comments', links: 'Links', files: 'Files', edit: 'Edit', voidAction: 'Declare void', voidTitle: 'Declare the record void', voidHint: 'This cannot be undone; record and reason are kept for good.', voidReason: 'Reason', voided: 'Void: {{reason}}', voidDone: 'Declared void', done: 'Done: {{action}}', actionTitle: '{{action}}', actionAsk: '{{action}}: “{{title}}”?', needed: 'Required',
    created: 'Entered', updated: 'Changed', source: 'Source', owner: 'Reported by', area: 'Area', project: 'Project', version: 'Version', id: 'Id', due: 'Due', dueLeft: 'Due {{day}}, {{count}} working days left', dueToday: 'Due {{day}}, today', dueLate: 'Due {{day}}, {{count}} working days overdue', decided: '{{actions}} decided by the approval flow', print: 'Print', paper: 'Form',
    unmask: 'Show in clear', unmaskTitle: 'Show personal data in clear', unmaskHint: 'Who looked, when and why is kept.', unmaskReason: 'Reason', masked: 'masked', shown: 'Shown in clear until you leave the page', empty: 'not given', gone: 'There is no such record, or you may not see it', goneHint: 'It may have left your scope.', copyId: 'Copy id', rowsNone: 'No entry', noActions: 'Nothing to do now', at: 'Position', map: '{{longitude}}, {{latitude}}', sections: 'Contents', facts: 'Facts', results: 'Outcome',
  },
  history: { create: 'Entered', edit: 'Edited', void: 'Declared void', from: 'Before', to: 'After', changes: '{{count}} changes', note: 'Note', none: 'No field changed', state: '{{from}} → {{to}}', shown: 'Show changes', hidden: 'Hide changes' },
  comments: { add: 'Add a comment', text: 'Comment', none: 'No comment yet', noneHint: 'Seen by all who may read the record; cannot be changed or removed.', send: 'Send' },
  links: { add: 'Link a record', register: 'Register', record: 'Record', kind: 'Relation', kindHint: 'e.g. based on, rectifies, re-inspects', none: 'No linked record', noneHint: 'Link it to any record that you may read.', remove: 'Unlink', removeAsk: 'Remove the link to “{{title}}”?', out: 'to', in: 'from', done: 'Linked', removed: 'Unlinked' },
  form: {
    create: 'New: {{label}}', edit: 'Edit {{title}}', save: 'Save', saved: 'Saved', unsaved: 'Unsaved changes', cancel: 'Cancel', required: 'Required', tooLong: 'At most {{count}} characters', min: 'At least {{count}}', max: 'At most {{count}}', addRow: 'Add one', removeRow: 'Remove no. {{row}}', row: 'No. {{row}}', most: 'At most {{count}}', pick: 'Choose', find: 'Type a name', none: 'Nothing matches', longitude: 'Longitude', latitude: 'Latitude', datum: 'Datum', cgcs2000: 'CGCS2000', gcj02: 'GCJ-02 (phones, public maps)', onMap: 'Choose on the map', onMapHint: 'Click where the project is; zoom with the wheel or the buttons, drag to move.', locate: 'Use my position', locateFailed: 'No position; please type it', faults: '{{count}} things to correct', other: 'Other problems',
    leaveTitle: 'Leave this page?', leave: 'There are unsaved entries; they are lost when you leave.', leaveYes: 'Leave', leaveNo: 'Stay', conflictTitle: 'Someone else has changed the record', conflictHint: '{{by}} saved version {{version}} at {{time}}. Choose which to keep, field by field; others are the same on both sides.', mine: 'What I entered', theirs: 'The record now', settled: 'only one side changed, chosen for you', take: 'Save as chosen', see: 'Drop my entries', nothing: 'The fields are the same; save again', files: 'Choose files', fileNone: 'No file', fileRemove: 'Remove file', fileWait: 'The file service is not available; no upload now', hash: 'hash {{hash}}', optional: 'optional', chars: '{{count}}/{{most}}', notAllowed: 'Your account may not enter records here', notEditable: 'It may not be edited in this state or by you',
  },
  search: { title: 'Search', placeholder: 'Search all registers; two characters are enough', what: 'the results', start: 'Type what you look for', startHint: 'Titles, texts and text in files are searched; only records that you may see are shown.', none: 'Nothing found for “{{q}}”', noneHint: 'Try another word, or part of it.', all: 'All registers', more: 'More results', short: 'At least two characters', go: 'Search registers for “{{q}}”' },
  home: {
    title: 'Workbench', hello: '{{name}}', todo: 'Waiting for me', due: 'Due soon', warnings: 'Open warnings', registers: 'Registers', none: 'Nothing waits for you', noneHint: 'New items appear here.', dueNone: 'Nothing is due soon', count: '{{count}}', overdueCount: '{{count}} overdue', left: '{{count}} working days left', today: 'due today', late: '{{count}} working days overdue', all: 'See all', add: 'New', noRegisters: 'Your account has no right over any register', what: 'the tasks', views: 'Summaries', find: 'Search the registers', roles: '{{roles}}',
  },
  views: { title: 'Summaries', run: 'Ask', none: 'No result', noneHint: 'Change the conditions and ask again.', more: 'More than 10,000 rows; the first are shown', what: 'the summary', rows: '{{count}} rows' },
  compliance: {
    title: 'Compliance', what: 'the clauses', hint: 'Where each requirement is answered, and by what it is shown', shown: 'Shown', built: 'Built', pending: 'Pending', basic: 'Basic', optional: 'Optional', clause: 'Clause', requirement: 'Requirement', state: 'State', where: 'Function', evidence: 'Evidence', tests: '{{count}} acceptance tests', code: '{{count}} places in code', none: '—', progress: '{{shown}} of {{total}} clauses have an acceptance test', find: 'Find by number or text', register: 'register', view: 'summary', noneMatch: 'No clause matches', table: 'Table {{table}}', all: 'All',
  },
  filing: {
    title: 'Project filing', steps: { project: 'Project and place', works: 'Unit works', parties: 'Parties', persons: 'Five responsible persons', papers: 'Papers and permit', check: 'Check and submit' }, next: 'Next', previous: 'Previous', saveDraft: 'Save draft', submit: 'Submit filing', missing: '{{count}} missing', ready: 'Complete; ready to submit', submitted: 'Submitted, waiting for acceptance', draftSaved: 'Draft saved', paper: 'Paper', needed: 'required', given: 'given', lacking: 'missing', notNeeded: 'not asked of this project', paperNumber: 'Number', of: '{{given}} / {{needed}}', quality: 'quality', safety: 'safety', both: 'quality, safety', checkHint: 'The station accepts or returns it within 5 working days.', returned: 'Returned for completion: {{reason}}', permitDiffers: 'Differs from the construction permit', permitFits: 'Agrees with the construction permit', permitNone: 'No construction permit yet', goTo: 'Fill in', notYet: 'Checked once the draft is saved', papers: 'Papers by catalogue', permit: 'Construction permit', catalogue: 'For', number: 'Number', person: 'Person', what: 'the check', stepFaults: 'Something in this step needs correction',
  },
});
