import type { Choice, Field, FieldKind, Label, Register } from '../api/registers';

/** A column that lists filter, sort and group by: a field or one of the envelope. */
export interface ListColumn {
  name: string;
  label: Label;
  kind: FieldKind;
  choices: readonly Choice[];
  unit: string | null;
  numeric: boolean;
  /** The register that a reference leads to. */
  register: string | null;
  /** False where the server neither filters nor sorts by it. */
  filter: boolean;
  field?: Field;
}

export const OPERATORS = ['contains', 'eq', 'ne', 'starts', 'ge', 'le', 'gt', 'lt', 'in', 'month', 'year', 'within', 'overdue', 'none', 'some'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Filter {
  column: string;
  operator: Operator;
  value: string;
}

const UNARY: readonly Operator[] = ['none', 'some', 'overdue'];
const BY_KIND: Partial<Record<FieldKind, readonly Operator[]>> = {
  text: ['contains', 'eq', 'starts', 'ne', 'none', 'some'],
  longText: ['contains', 'none', 'some'],
  number: ['ge', 'le', 'eq', 'ne', 'none', 'some'],
  integer: ['ge', 'le', 'eq', 'ne', 'none', 'some'],
  boolean: ['eq', 'none', 'some'],
  date: ['ge', 'le', 'eq', 'month', 'year', 'none', 'some'],
  instant: ['ge', 'le', 'month', 'year'],
  choice: ['in', 'ne', 'none', 'some'],
  area: ['starts', 'none', 'some'],
};

/** The columns of a register: what every register has, then its single fields. */
export function columnsOf(register: Register): ListColumn[] {
  const envelope = register.envelope.filter((one) => one.name !== 'id').map((one) => ({
    ...one, unit: null, numeric: false, register: null, filter: true,
  }));
  const known = new Set(envelope.map((one) => one.name));
  const fields = register.fields.filter((one) => (one.filter || one.personal) && !one.many && one.kind !== 'group' && !known.has(one.name)).map((one) => ({
    name: one.name, label: one.label, kind: one.kind, choices: one.choices, unit: one.unit, numeric: one.numeric, register: one.register, filter: one.filter, field: one,
  }));
  return [...envelope, ...fields];
}

export function operatorsOf(column: ListColumn): readonly Operator[] {
  if (column.name === 'area') return ['within'];
  const usual = BY_KIND[column.kind] ?? ['eq', 'ne', 'none', 'some'];
  return column.name === 'due' ? ['overdue', ...usual] : usual;
}

export const isUnary = (operator: Operator): boolean => UNARY.includes(operator);

export function readFilter(text: string): Filter | undefined {
  const [column, word, ...rest] = text.split(':');
  const operator = OPERATORS.find((one) => one === word);
  return column === undefined || operator === undefined ? undefined : { column, operator, value: rest.join(':') };
}

export function writeFilter({ column, operator, value }: Filter): string {
  return isUnary(operator) ? `${column}:${operator}` : `${column}:${operator}:${value}`;
}

/** A division code as the prefix of all that lies below it: 210100 → 2101, 210112 → 210112. */
export function areaPrefix(code: string): string {
  if (code.endsWith('0000')) return code.slice(0, 2);
  return code.endsWith('00') ? code.slice(0, 4) : code;
}

/** The first division of a prefix, for showing it. */
export const areaOfPrefix = (prefix: string): string => prefix.padEnd(6, '0');

/** Filters without those of a column, and the one that takes their place. */
export function replaceFilter(filters: readonly string[], column: string, next: string | undefined): string[] {
  const kept = filters.filter((one) => readFilter(one)?.column !== column);
  return next === undefined ? kept : [...kept, next];
}

/** The states that are filtered for; all when none is. */
export function statesOf(filters: readonly string[]): string[] {
  return filters.map(readFilter).flatMap((one) => (one?.column === 'state' && (one.operator === 'eq' || one.operator === 'in') ? one.value.split(',') : []));
}

/** Columns of a list unless others are chosen; of what happens in projects, the project first. */
export function usualColumns(register: Register): string[] {
  const project = register.fields.some((one) => one.name === 'project' && one.kind === 'project') && !register.columns.includes('project') ? ['project'] : [];
  return ['state', ...project, ...register.columns, ...(register.dueStates.length > 0 ? ['due'] : []), 'updatedAt'];
}
