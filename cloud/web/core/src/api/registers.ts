import type { components } from './generated/schema';
import { queryString, type HttpClient, type Query } from './http';

/** Registers, their records, and everything that the generic pages ask about them. */
type Schemas = components['schemas'];
type Refine<T, R> = Omit<T, keyof R> & R;

export type Label = Schemas['LabelView'];
export type FieldKind = Schemas['FieldKind'];
export type Field = Schemas['FieldView'];
export type Choice = Schemas['ChoiceView'];
export type RegisterLine = Schemas['RegisterLine'];
export type Register = Schemas['RegisterView'];
export type RegisterAction = Schemas['ActionView'];
export type EnvelopeColumn = Schemas['ColumnView'];
/** JSON of a record or form; its members are what the descriptor says. */
export type Values = Record<string, unknown>;
export type Names = Readonly<Record<string, string>>;
export type RecordLine = Refine<Schemas['RecordLine'], { record: Values }>;
export interface RecordList {
  items: RecordLine[];
  next: string | null;
  total: number | null;
  names: Names | null;
}
export type RecordDetail = Refine<Schemas['RecordDetail'], { record: RecordLine; names: Names }>;
export type Change = Partial<Record<'from' | 'to', unknown>>;
export type HistoryEntry = Refine<Schemas['HistoryView'], { changes: Record<string, Change> }>;
export type RecordComment = Schemas['Note.CommentView'];
export type RecordLink = Schemas['Note.LinkView'];
export type Totals = Schemas['TotalsView'];
export type Measure = Schemas['Measure'];
export type Pivot = Schemas['PivotView'];
export type PivotCell = Refine<Schemas['PivotCellView'], { keys: (string | null)[] }>;
export type SavedQuery = Schemas['Query.QueryView'];
export type QueryDraft = Schemas['Query.QueryDraft'];
export type QuerySharing = Schemas['QuerySharing'];
export type BatchAnswer = Schemas['Batch.BatchAnswer'];
export type ImportAnswer = Schemas['Import.ImportView'];
export type SearchHit = Schemas['Search.HitView'];
export type Reminder = Schemas['Reminder.ReminderView'];
export type TodoLine = Schemas['Todo.TodoLine'];
export type ClauseLine = Schemas['Compliance.ClauseView'];
export type Compliance = Schemas['Compliance.ComplianceView'];
export type FilingCheck = Schemas['Filing.FilingCheck'];
export type ViewLine = Schemas['View.ViewLine'];
export type ViewDescriptor = Schemas['View.ViewView'];
export type OrganisationChoice = Schemas['Choice.OrganisationChoice'];
export type PersonChoice = Schemas['Choice.PersonChoice'];
export type DivisionNode = Schemas['Area.AreaNode'];

export const EXPORT_FORMATS = ['xlsx', 'docx', 'pdf', 'csv', 'xml', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What of a register is asked for; a list, its totals, its figures and its file share it. */
export interface Selection {
  filters: readonly string[];
  q: string;
  sort: string;
  withVoid: boolean;
  todo: boolean;
}

interface Listed<T> {
  items: T[];
}

const id = encodeURIComponent;
const one = (register: string): string => `/api/registers/${id(register)}`;
const record = (register: string, key: string): string => `${one(register)}/records/${id(key)}`;

export function selectionQuery(selection: Selection): Query {
  return {
    filter: selection.filters, q: selection.q, sort: selection.sort,
    void: selection.withVoid ? 'true' : undefined, todo: selection.todo ? 'true' : undefined,
  };
}

/** The address of a file that the browser fetches by itself. */
export function exportAddress(register: string, selection: Selection, columns: readonly string[], format: ExportFormat, lang: 'zh' | 'en'): string {
  return `${one(register)}/export${queryString({ ...selectionQuery(selection), columns: columns.join(','), format, lang })}`;
}

export const templateAddress = (register: string): string => `${one(register)}/import-template`;
export const paperAddress = (register: string, key: string, paper: string, format: 'docx' | 'pdf'): string =>
  `${record(register, key)}/papers/${id(paper)}${queryString({ format })}`;
export const viewAddress = (view: string, question: Query, format: ExportFormat, lang: 'zh' | 'en'): string =>
  `/api/views/${id(view)}/rows${queryString({ ...question, format, lang })}`;

/** Every call about registers. */
export function createRegistersApi(http: HttpClient) {
  const listed = async <T>(path: string, query: Query, signal?: AbortSignal): Promise<T[]> => (await http.get<Listed<T>>(path, { query, signal })).items;
  return {
    registers: (signal?: AbortSignal) => listed<RegisterLine>('/api/registers', {}, signal),
    register: (register: string, signal?: AbortSignal) => http.get<Register>(one(register), { signal }),
    records: (register: string, selection: Selection, columns: readonly string[], cursor: string | undefined, limit: number, signal?: AbortSignal) =>
      http.get<RecordList>(`${one(register)}/records`, { query: { ...selectionQuery(selection), columns: columns.join(','), cursor, limit, names: 'true' }, signal }),
    totals: (register: string, selection: Selection, signal?: AbortSignal) =>
      http.get<Totals>(`${one(register)}/totals`, { query: { ...selectionQuery(selection), sort: undefined }, signal }),
    pivot: (register: string, selection: Selection, by: readonly string[], measure: Measure, of: string | undefined, signal?: AbortSignal) =>
      http.get<Refine<Pivot, { cells: PivotCell[]; names: Names }>>(`${one(register)}/pivot`, { query: { ...selectionQuery(selection), sort: undefined, by, measure, of }, signal }),

    record: (register: string, key: string, signal?: AbortSignal) => http.get<RecordDetail>(record(register, key), { signal }),
    create: (register: string, body: Values, replayKey: string) => http.send<RecordLine>('POST', `${one(register)}/records`, { body, replayKey }),
    edit: (register: string, key: string, body: Values, version: number) => http.send<RecordLine>('PUT', record(register, key), { body, version }),
    act: (register: string, key: string, action: string, body: Values | undefined, version: number) =>
      http.send<RecordLine>('POST', `${record(register, key)}/actions/${id(action)}`, { body, version }),
    void: (register: string, key: string, reason: string, version: number) => http.send<RecordLine>('POST', `${record(register, key)}/void`, { body: { reason }, version }),
    unmask: async (register: string, key: string, text: string) => (await http.send<{ record: Values }>('POST', `${record(register, key)}/unmask`, { body: { text } })).record,
    history: (register: string, key: string, signal?: AbortSignal) => listed<HistoryEntry>(`${record(register, key)}/history`, {}, signal),
    comments: (register: string, key: string, signal?: AbortSignal) => listed<RecordComment>(`${record(register, key)}/comments`, {}, signal),
    comment: (register: string, key: string, text: string) => http.send<RecordComment>('POST', `${record(register, key)}/comments`, { body: { text } }),
    links: (register: string, key: string, signal?: AbortSignal) => listed<RecordLink>(`${record(register, key)}/links`, {}, signal),
    link: (register: string, key: string, body: { register: string; record: string; kind: string }) => http.send<RecordLink>('POST', `${record(register, key)}/links`, { body }),
    unlink: (register: string, key: string, link: string) => http.send<void>('DELETE', `${record(register, key)}/links/${id(link)}`),

    queries: (register: string, signal?: AbortSignal) => listed<SavedQuery>(`${one(register)}/queries`, {}, signal),
    saveQuery: (register: string, body: QueryDraft) => http.send<SavedQuery>('POST', `${one(register)}/queries`, { body }),
    changeQuery: (register: string, key: string, body: QueryDraft) => http.send<SavedQuery>('PUT', `${one(register)}/queries/${id(key)}`, { body }),
    removeQuery: (register: string, key: string) => http.send<void>('DELETE', `${one(register)}/queries/${id(key)}`),
    batch: (register: string, action: string, items: { id: string; version: number }[], form: Values | undefined, reason: string | undefined, replayKey: string) =>
      http.send<BatchAnswer>('POST', `${one(register)}/batch`, { body: { action, items, form: form ?? null, reason: reason ?? null }, replayKey }),
    import: (register: string, file: Blob, check: boolean) =>
      http.send<ImportAnswer>('POST', `${one(register)}/import${check ? '?check=true' : ''}`, { content: file, type: WORKBOOK }),
    /** The workbook with everything that is wrong marked in it. */
    importFaults: (register: string, file: Blob) => http.fetchFile('POST', `${one(register)}/import?check=true`, { content: file, type: WORKBOOK, accept: WORKBOOK }),

    search: (q: string, register: string | undefined, cursor: string | undefined, signal?: AbortSignal) =>
      http.get<{ items: SearchHit[]; next: string | null }>('/api/search', { query: { q, register, cursor, limit: 20 }, signal }),
    reminders: (signal?: AbortSignal) => listed<Reminder>('/api/reminders', {}, signal),
    workingDays: async (from: string, to: string, signal?: AbortSignal) =>
      (await http.get<{ days: { day: string; works: boolean }[] }>('/api/working-days', { query: { from, to }, signal })).days,
    todo: (signal?: AbortSignal) => listed<TodoLine>('/api/todo', {}, signal),
    compliance: (signal?: AbortSignal) => http.get<Compliance>('/api/compliance', { signal }),
    filingCheck: (key: string, signal?: AbortSignal) => http.get<FilingCheck>(`/api/filings/${id(key)}/check`, { signal }),
    views: (signal?: AbortSignal) => listed<ViewLine>('/api/views', {}, signal),
    view: (view: string, signal?: AbortSignal) => http.get<ViewDescriptor>(`/api/views/${id(view)}`, { signal }),
    viewRows: (view: string, question: Query, signal?: AbortSignal) => http.get<{ items: Values[]; more: boolean; names: Names; lists: Record<string, { register: string; filters: string[] }>[] }>(`/api/views/${id(view)}/rows`, { query: question, signal }),
    areas: async (signal?: AbortSignal) => (await http.get<{ root: DivisionNode }>('/api/areas', { signal })).root,
    organisations: (q: string, signal?: AbortSignal) => listed<OrganisationChoice>('/api/choices/organisations', { q }, signal),
    persons: (q: string, signal?: AbortSignal) => listed<PersonChoice>('/api/choices/persons', { q }, signal),
  };
}

export type RegistersApi = ReturnType<typeof createRegistersApi>;
