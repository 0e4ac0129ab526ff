import { siteDay, type ListColumn, type Names, type RecordLine, type Register } from '@edge/core';
import { Age } from '@edge/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StateMark } from './StateMark';
import { Value } from './Value';

/** What a line holds in a column. */
export function cellValue(line: RecordLine, column: ListColumn): unknown {
  if (column.field !== undefined) return line.record[column.name];
  switch (column.name) {
    case 'title': return line.title;
    case 'project': return line.project;
    case 'area': return line.area;
    case 'owner': return line.owner;
    case 'due': return line.due;
    case 'source': return line.source;
    case 'createdAt': return line.createdAt;
    case 'createdOn': return siteDay(new Date(line.createdAt));
    case 'updatedAt': return line.updatedAt;
    case 'version': return line.version;
    default: return null;
  }
}

export function Cell({ register, line, column, names }: { register: Register; line: RecordLine; column: ListColumn; names: Names }): ReactNode {
  const { t } = useTranslation();
  if (column.name === 'state' && column.field === undefined) return <StateMark register={register} state={line.state} isVoid={line.voidReason !== null} />;
  if (column.name === 'updatedAt' && column.field === undefined) return <Age time={line.updatedAt} />;
  if (column.name === 'due' && column.field === undefined && line.due !== null) {
    const counts = line.overdue && register.dueStates.includes(line.state) && line.voidReason === null;
    return <span className={`e-number${counts ? ' e-overdue' : ''}`}>{line.due}{counts ? <em>{t('registers.overdue')}</em> : null}</span>;
  }
  return <Value bare field={column} value={cellValue(line, column)} names={names} />;
}

const WIDTHS: Partial<Record<ListColumn['kind'], number>> = {
  longText: 260, number: 120, integer: 100, boolean: 80, date: 116, instant: 160, choice: 150, area: 150, project: 200, organisation: 200, person: 110, reference: 200,
};

export const columnWidth = (column: ListColumn): number => (column.name === 'updatedAt' ? 110 : column.name === 'due' ? 150 : WIDTHS[column.kind] ?? 170);
