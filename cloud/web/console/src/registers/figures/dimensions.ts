import { readFilter, type ListColumn } from '@edge/core';
import type { Say } from '../words';

export interface DimensionOption {
  value: string;
  label: string;
  column: ListColumn;
}

/** What figures can be made by: single values that repeat, months, years, cities. */
export function dimensionsOf(columns: readonly ListColumn[], t: Say, language: 'zh' | 'en'): DimensionOption[] {
  return columns.filter((one) => one.filter && one.name !== 'id' && one.name !== 'title').flatMap((column) => {
    const label = column.label[language];
    const value = { value: column.name, label, column };
    switch (column.kind) {
      case 'choice': case 'boolean': case 'project': case 'organisation': case 'person': case 'reference': case 'integer': return [value];
      case 'text': return column.field?.indexed === true ? [value] : [];
      case 'date': return ['month', 'year'].map((by) => ({ value: `${column.name}:${by}`, label: t(`pivot.${by as 'month' | 'year'}`, { label }), column }));
      case 'area': return [{ value: `${column.name}:city`, label: t('pivot.city', { label }), column }, value];
      default: return [];
    }
  });
}

/** Filters that list one cell, beside those that are asked for already. */
export function drillFilters(filters: readonly string[], cell: readonly string[]): string[] {
  const columns = new Set(cell.map((one) => readFilter(one)?.column));
  return [...filters.filter((one) => readFilter(one)?.operator !== 'eq' || !columns.has(readFilter(one)?.column)), ...cell];
}
