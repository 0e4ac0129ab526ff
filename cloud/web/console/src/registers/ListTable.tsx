import { nextSort, type ListColumn, type Names, type RecordLine, type Register } from '@edge/core';
import { useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Cell, columnWidth } from './cells';
import { useVirtual } from './useVirtual';
import { useLabel } from './words';

export interface ListProps {
  register: Register;
  columns: readonly ListColumn[];
  lines: readonly RecordLine[];
  names: Names;
  sums: Readonly<Record<string, number | null>>;
  sort: string;
  onSort: (sort: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  open: string;
  onOpen: (id: string) => void;
  onNearEnd: () => void;
}

const ROW = 33;
const TITLE = 260;
const CHECK = 40;

/** Rows of equal height, drawn as they come into sight, however many there are; heading and title stay. */
export function ListTable(props: ListProps) {
  const { register, columns, lines, onNearEnd } = props;
  const { t } = useTranslation();
  const label = useLabel();
  const frame = useRef<HTMLDivElement>(null);
  const span = useVirtual(frame, lines.length, ROW, onNearEnd);
  const all = lines.length > 0 && lines.every((one) => props.selected.has(one.id));
  return (
    <div className="e-list-frame" ref={frame} tabIndex={-1}>
      <table className="e-table e-list-table" aria-rowcount={lines.length + 1} style={{ width: CHECK + TITLE + columns.reduce((sum, one) => sum + columnWidth(one), 0) }}>
        <caption className="e-visually-hidden">{label(register.label)}</caption>
        <colgroup>
          <col style={{ width: CHECK }} /><col style={{ width: TITLE }} />
          {columns.map((one) => <col key={one.name} style={{ width: columnWidth(one) }} />)}
        </colgroup>
        <thead>
          <tr>
            <th scope="col" className="e-list-check">
              <input type="checkbox" checked={all} aria-label={t('registers.selectAll')} onChange={() => props.onSelect(new Set(all ? [] : lines.map((one) => one.id)))} />
            </th>
            <Heading column={titleOf(register)} {...props} />
            {columns.map((one) => <Heading key={one.name} column={one} {...props} />)}
          </tr>
        </thead>
        <tbody>
          <Room height={span.above} columns={columns.length + 2} />
          {lines.slice(span.first, span.last).map((line, at) => <Row key={line.id} line={line} index={span.first + at + 2} {...props} />)}
          <Room height={span.below} columns={columns.length + 2} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not in sight. */
function Room({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? <tr aria-hidden="true"><td colSpan={columns} className="e-list-room" style={{ height }}>{'\u00a0'}</td></tr> : null;
}

function titleOf(register: Register): ListColumn {
  const found = register.envelope.find((one) => one.name === 'title');
  return { name: 'title', label: found?.label ?? register.label, kind: 'text', choices: [], unit: null, numeric: false, register: null, filter: true };
}

function Heading({ column, sort, onSort }: { column: ListColumn } & Pick<ListProps, 'sort' | 'onSort'>) {
  const { t } = useTranslation();
  const label = useLabel();
  const going = sort === column.name ? 'ascending' : sort === `-${column.name}` ? 'descending' : undefined;
  const text = <>{label(column.label)}{column.unit === null ? null : <small> {column.unit}</small>}</>;
  return (
    <th scope="col" aria-sort={going} className={`${column.numeric ? 'e-right' : ''}${column.name === 'title' ? ' e-list-title' : ''}`}>
      {column.filter ? (
        <button type="button" className="e-list-sort" onClick={() => onSort(nextSort(sort, column.name))} title={`${t('registers.sort')} ${going === undefined ? '' : t(`registers.${going}`)}`}>
          {text}<span className={`e-list-arrow${going === undefined ? '' : ` e-list-${going}`}`} aria-hidden="true" />
        </button>
      ) : text}
    </th>
  );
}

/** Clicks on links and boxes inside a row are theirs. */
function inner(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a,button,input') !== null;
}

function Row({ line, index, register, columns, names, selected, onSelect, open, onOpen }: { line: RecordLine; index: number } & ListProps) {
  const { t } = useTranslation();
  const title = line.title === '' ? t('registers.noTitle') : line.title;
  const toggle = (): void => {
    const next = new Set(selected);
    if (!next.delete(line.id)) next.add(line.id);
    onSelect(next);
  };
  const keys = (event: KeyboardEvent): void => { if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(line.id); };
  const click = (event: MouseEvent): void => { if (!inner(event.target)) onOpen(line.id); };
  return (
    <tr aria-rowindex={index} tabIndex={0} className={`e-table-open${open === line.id ? ' e-table-selected' : ''}${line.voidReason === null ? '' : ' e-list-void'}`} onClick={click} onKeyDown={keys}>
      <td className="e-list-check"><input type="checkbox" checked={selected.has(line.id)} onChange={toggle} aria-label={`${t('registers.select')} ${title}`} /></td>
      <td className="e-list-title" title={title}><Link to={`/registers/${register.name}/${line.id}`}>{title}</Link></td>
      {columns.map((one) => (
        <td key={one.name} className={one.numeric ? 'e-right' : ''}><Cell register={register} line={line} column={one} names={names} /></td>
      ))}
    </tr>
  );
}
