import { describe, expect, it } from 'vitest';
import type { Field, PivotCell, Register } from '../api/registers';
import { areaPrefix, bodyOf, columnsOf, conflictsOf, faultPath, isBlank, mergeOf, nextSort, operatorsOf, readFilter, readListState, replaceFilter, savedText, splitFaults, statesOf, tableOf, together, usualColumns, writeFilter, writeListState } from '.';

const label = (zh: string) => ({ zh, en: zh });
const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  name, label: label(name), kind, many: false, required: false, maxLength: null, min: null, max: null, unit: null, hint: null, choices: [], register: null, fields: [],
  readOnly: false, personal: false, filter: true, indexed: false, numeric: kind === 'number', ...more,
});
const register = {
  name: 'notices', columns: ['finding', 'cost'], dueStates: ['issued'],
  fields: [field('finding', 'text', { maxLength: 20 }), field('cost', 'number', { unit: '万元' }), field('phone', 'text', { personal: true, filter: false }), field('parts', 'group', { many: true, filter: false, fields: [field('name', 'text')] })],
  envelope: [{ name: 'id', label: label('编号'), kind: 'text', choices: [] }, { name: 'title', label: label('名称'), kind: 'text', choices: [] }, { name: 'state', label: label('状态'), kind: 'choice', choices: [] }, { name: 'due', label: label('期限'), kind: 'date', choices: [] }, { name: 'area', label: label('行政区划'), kind: 'area', choices: [] }],
} as unknown as Register;

describe('the address of a list', () => {
  it('says all that the page shows, and nothing that is usual', () => {
    const address = 'filter=state%3Aeq%3Aissued&filter=cost%3Age%3A10&q=%E5%9F%BA%E5%9D%91&sort=-cost&todo=true&columns=cost%2Cdue&view=figures&by=state&by=due%3Amonth&measure=sum&of=cost&chart=line&open=r1';
    const state = readListState(new URLSearchParams(address));

    expect(state.filters).toEqual(['state:eq:issued', 'cost:ge:10']);
    expect(writeListState(state).toString()).toBe(address);
    expect(savedText(state)).not.toContain('open');
    expect(writeListState(readListState(new URLSearchParams('view=list&chart=bar&void=false&measure=nonsense'))).toString()).toBe('');
  });

  it('turns a heading up, down and off', () => {
    expect([nextSort('', 'cost'), nextSort('cost', 'cost'), nextSort('-cost', 'cost'), nextSort('due', 'cost')]).toEqual(['cost', '-cost', '', 'cost']);
  });
});

describe('conditions', () => {
  it('are read and written with values that hold colons', () => {
    expect(readFilter('finding:contains:a:b')).toEqual({ column: 'finding', operator: 'contains', value: 'a:b' });
    expect(writeFilter({ column: 'due', operator: 'overdue', value: '' })).toBe('due:overdue');
    expect(readFilter('due:overdue')).toEqual({ column: 'due', operator: 'overdue', value: '' });
    expect(readFilter('finding:drop:x')).toBeUndefined();
  });

  it('are offered as the server takes them', () => {
    const columns = columnsOf(register);

    expect(columns.map((one) => one.name)).toEqual(['title', 'state', 'due', 'area', 'finding', 'cost', 'phone']);
    expect(columns.find((one) => one.name === 'phone')?.filter).toBe(false);
    expect(columns.map(operatorsOf).map((one) => one[0])).toEqual(['contains', 'in', 'overdue', 'within', 'contains', 'ge', 'contains']);
    expect(usualColumns(register)).toEqual(['state', 'finding', 'cost', 'due', 'updatedAt']);
  });

  it('of a state give way to the state that is pressed', () => {
    expect(replaceFilter(['state:eq:a', 'cost:ge:1'], 'state', 'state:eq:b')).toEqual(['cost:ge:1', 'state:eq:b']);
    expect(statesOf(['state:in:a,b', 'cost:ge:1'])).toEqual(['a', 'b']);
    expect([areaPrefix('210000'), areaPrefix('210100'), areaPrefix('210112')]).toEqual(['21', '2101', '210112']);
  });
});

describe('what a form sends', () => {
  it('leaves out what only actions set, and empty rows', () => {
    const fields = [field('finding', 'text'), field('number', 'text', { readOnly: true }), field('parts', 'group', { many: true, fields: [field('name', 'text'), field('count', 'integer')] }), field('permit', 'group', { fields: [field('number', 'text')] })];

    expect(bodyOf(fields, { finding: '  ', number: 'x', parts: [{ name: '1号楼' }, {}, undefined], permit: { number: '' } }))
      .toEqual({ finding: null, parts: [{ name: '1号楼', count: null }], permit: null });
    expect(bodyOf(fields, { finding: 'x', parts: [{ count: 0 }] })).toEqual({ finding: 'x', parts: [{ name: null, count: 0 }], permit: null });
    expect([isBlank({ a: [{ b: '' }] }), isBlank(0), isBlank(false)]).toEqual([true, false, false]);
  });

  it('finds the field of a fault', () => {
    expect(faultPath('parts[2].name')).toEqual(['parts', 2, 'name']);
    expect(splitFaults(register.fields, { 'parts[2].name': ['重复'], body: ['没有内容'] })).toEqual({ placed: [{ path: ['parts', 2, 'name'], reasons: ['重复'] }], rest: ['没有内容'] });
  });
});

describe('two who edit one record', () => {
  const fields = register.fields;
  const base = { finding: '裂缝', cost: 1, phone: null };
  const mine = { finding: '裂缝2处', cost: 1, phone: null };
  const theirs = { finding: '渗漏', cost: 5, phone: '' };

  it('decide where both have changed, and nowhere else', () => {
    const conflicts = conflictsOf(fields, base, mine, theirs);

    expect(conflicts.map((one) => [one.field.name, one.settled])).toEqual([['finding', false], ['cost', true]]);
    expect(mergeOf(fields, base, mine, theirs, {})).toMatchObject({ finding: '裂缝2处', cost: 5 });
    expect(mergeOf(fields, base, mine, theirs, { finding: 'theirs' })).toMatchObject({ finding: '渗漏', cost: 5 });
  });

  it('agree when the same was entered in another order', () => {
    expect(conflictsOf(fields, base, { ...base, parts: [{ name: 'a', at: 1 }] }, { ...base, parts: [{ at: 1, name: 'a', note: null }] })).toEqual([]);
  });
});

describe('figures', () => {
  const cell = (keys: (string | null)[], figure: number | null, count: number): PivotCell => ({ keys, figure, count, filters: [] });
  const cells = [cell(['b', '2026-01'], 10, 2), cell(['a', '2026-02'], 4, 1), cell(['b', '2026-02'], null, 3), cell(['a', null], 6, 3)];

  it('stand in a table by the order of their keys', () => {
    const table = tableOf(cells, 2, (at, key) => (at === 0 ? ['b', 'a'].indexOf(key ?? '') : key ?? '~'));

    expect(table.rows).toEqual(['b', 'a']);
    expect(table.columns).toEqual(['2026-01', '2026-02', null]);
    expect(table.cell('a', null)?.figure).toBe(6);
    expect(table.cell('a', '2026-01')).toBeUndefined();
  });

  it('are put together as their measure says', () => {
    expect([together(cells, 'sum'), together(cells, 'min'), together(cells, 'max'), together([], 'sum')]).toEqual([20, 4, 10, null]);
    expect(together(cells, 'average')).toBe((10 * 2 + 4 + 6 * 3) / 6);
  });
});
