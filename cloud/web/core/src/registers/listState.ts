import type { Measure, Selection } from '../api/registers';

export type ChartKind = 'bar' | 'line' | 'pie' | 'none';

/** All that a list page shows, as its address says it. */
export interface ListState extends Selection {
  /** Chosen columns; empty = the register's own. */
  columns: readonly string[];
  view: 'list' | 'figures';
  by: readonly string[];
  measure: Measure;
  of: string;
  chart: ChartKind;
  /** The record that lies open beside the list. */
  open: string;
}

const MEASURES: readonly Measure[] = ['count', 'sum', 'average', 'min', 'max'];
const CHARTS: readonly ChartKind[] = ['bar', 'line', 'pie', 'none'];

function oneOf<T extends string>(allowed: readonly T[], text: string | null): T | undefined {
  return allowed.find((one) => one === text);
}

export function readListState(search: URLSearchParams): ListState {
  return {
    filters: search.getAll('filter'),
    q: search.get('q') ?? '',
    sort: search.get('sort') ?? '',
    withVoid: search.get('void') === 'true',
    todo: search.get('todo') === 'true',
    columns: (search.get('columns') ?? '').split(',').filter((one) => one !== ''),
    view: search.get('view') === 'figures' ? 'figures' : 'list',
    by: search.getAll('by').slice(0, 2),
    measure: oneOf(MEASURES, search.get('measure')) ?? 'count',
    of: search.get('of') ?? '',
    chart: oneOf(CHARTS, search.get('chart')) ?? 'bar',
    open: search.get('open') ?? '',
  };
}

/** The shortest address that says the same. */
export function writeListState(state: ListState): URLSearchParams {
  const search = new URLSearchParams();
  const set = (name: string, value: string, usual = ''): void => { if (value !== usual) search.set(name, value); };
  for (const filter of state.filters) search.append('filter', filter);
  set('q', state.q);
  set('sort', state.sort);
  set('void', String(state.withVoid), 'false');
  set('todo', String(state.todo), 'false');
  set('columns', state.columns.join(','));
  set('view', state.view, 'list');
  for (const by of state.by) search.append('by', by);
  set('measure', state.measure, 'count');
  set('of', state.of);
  set('chart', state.chart, 'bar');
  set('open', state.open);
  return search;
}

/** What a saved query keeps: everything but the record that happens to lie open. */
export const savedText = (state: ListState): string => writeListState({ ...state, open: '' }).toString();

/** Column and direction of a sort; pressing a heading goes up, down, off. */
export function nextSort(sort: string, column: string): string {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? '' : column;
}
