import { areaOfPrefix, formatMoment, isUnary, readFilter, type ListColumn, type Names, type Operator } from '@edge/core';
import type { Say } from './words';

export function operatorText(t: Say, column: ListColumn, operator: Operator): string {
  if ((column.kind === 'date' || column.kind === 'instant') && (operator === 'ge' || operator === 'le' || operator === 'eq')) return t(`filters.dateOperators.${operator}`);
  return t(`filters.operators.${operator}`);
}

/** A condition as a sentence: 状态 属于 草稿、待受理. */
export function filterText(t: Say, text: string, columns: readonly ListColumn[], names: Names, areaName: (code: string) => string | undefined, language: 'zh' | 'en'): string {
  const filter = readFilter(text);
  const column = columns.find((one) => one.name === filter?.column);
  if (filter === undefined || column === undefined) return text;
  const head = `${column.label[language]} ${operatorText(t, column, filter.operator)}`;
  if (isUnary(filter.operator)) return head;
  const say = (value: string): string => {
    switch (column.kind) {
      case 'choice': return column.choices.find((one) => one.value === value)?.label[language] ?? value;
      case 'boolean': return t(value === 'true' ? 'registers.yes' : 'registers.no');
      case 'area': return areaName(areaOfPrefix(value)) ?? value;
      case 'instant': return value.includes('T') ? formatMoment(value, language) : value;
      default: return names[value] ?? value;
    }
  };
  const values = (filter.operator === 'in' ? filter.value.split(',') : [filter.value]).map(say).join(t('filters.values'));
  return `${head} ${values}${column.unit === null ? '' : ` ${column.unit}`}`;
}
