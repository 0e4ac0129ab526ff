import type { Field, Values } from '../api/registers';

/** What is sent: the members that a person may fill; empty ones as null, empty rows left out. */
export function bodyOf(fields: readonly Field[], values: Values): Values {
  const body: Values = {};
  for (const field of fields) {
    if (field.readOnly) continue;
    body[field.name] = field.many ? manyOf(field, values[field.name]) : singleOf(field, values[field.name]);
  }
  return body;
}

function manyOf(field: Field, value: unknown): unknown[] {
  return (Array.isArray(value) ? value : []).map((one) => singleOf(field, one)).filter((one) => one !== null);
}

function singleOf(field: Field, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null;
  if (field.kind === 'text' || field.kind === 'longText') return typeof value === 'string' && value.trim() === '' ? null : value;
  if (field.kind !== 'group') return value;
  const inner = bodyOf(field.fields, value as Values);
  return isBlank(inner) ? null : inner;
}

/** True of a value that says nothing: no member, however deep, holds anything. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.every(isBlank);
  return typeof value === 'object' && Object.values(value).every(isBlank);
}

/** `parties[2].name` as the path of a form: ['parties', 2, 'name']. */
export function faultPath(text: string): (string | number)[] {
  return text.split(/[.[\]]+/).filter((one) => one !== '').map((one) => (/^\d+$/.test(one) ? Number(one) : one));
}

/** Faults by path where the form has the field, and the rest as sentences. */
export function splitFaults(fields: readonly Field[], errors: Record<string, string[]>): { placed: { path: (string | number)[]; reasons: string[] }[]; rest: string[] } {
  const placed: { path: (string | number)[]; reasons: string[] }[] = [];
  const rest: string[] = [];
  for (const [text, reasons] of Object.entries(errors)) {
    const path = faultPath(text);
    if (fields.some((one) => one.name === path[0] && !one.readOnly)) placed.push({ path, reasons });
    else rest.push(...reasons);
  }
  return { placed, rest };
}

export const sameValue = (one: unknown, other: unknown): boolean =>
  (isBlank(one) && isBlank(other)) || JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => !isBlank(one)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, ordered(one)]));
}

export interface Conflict {
  field: Field;
  mine: unknown;
  theirs: unknown;
  /** True when only I changed it, or only the other: nothing has to be decided. */
  settled: boolean;
}

/** Fields in which my entry and the record as it is now differ, with what has to be decided. */
export function conflictsOf(fields: readonly Field[], base: Values, mine: Values, theirs: Values): Conflict[] {
  return fields.filter((one) => !one.readOnly && !sameValue(mine[one.name], theirs[one.name])).map((field) => ({
    field, mine: mine[field.name], theirs: theirs[field.name],
    settled: sameValue(mine[field.name], base[field.name]) || sameValue(theirs[field.name], base[field.name]),
  }));
}

/** What to take when nobody has decided otherwise: what I changed is mine, what I left alone is theirs. */
export function mergeOf(fields: readonly Field[], base: Values, mine: Values, theirs: Values, choices: Readonly<Record<string, 'mine' | 'theirs'>>): Values {
  const merged: Values = {};
  for (const { name, readOnly } of fields) {
    if (readOnly) continue;
    const usual = sameValue(mine[name], base[name]) ? 'theirs' : 'mine';
    merged[name] = (choices[name] ?? usual) === 'mine' ? mine[name] : theirs[name];
  }
  return merged;
}
