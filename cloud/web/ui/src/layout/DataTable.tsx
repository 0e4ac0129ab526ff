import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { usePhone } from './useMedia';
import './table.css';

export interface Column<T> {
  key: string;
  title: ReactNode;
  render: (row: T) => ReactNode;
  align?: 'right';
  width?: number | string;
  /** On the phone a row is a card: its title line, the corner beside it, or a labelled line. */
  card?: 'title' | 'corner' | 'line' | 'none';
}

interface Props<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  onOpen?: (row: T) => void;
  selected?: string;
  footer?: ReactNode;
  empty?: ReactNode;
}

/** A register: dense rows on the PC, cards on the phone; nothing scrolls sideways unseen. */
export function DataTable<T>(props: Props<T>) {
  const phone = usePhone();
  if (props.rows.length === 0) return <>{props.empty}</>;
  return phone ? <Cards {...props} /> : <Rows {...props} />;
}

/** Clicks on links and buttons inside a row are theirs. */
function inner(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a,button,input,[role="button"]') !== null;
}

function opening<T>(row: T, onOpen: ((row: T) => void) | undefined) {
  if (onOpen === undefined) return {};
  return {
    tabIndex: 0,
    onClick: (event: MouseEvent) => { if (!inner(event.target)) onOpen(row); },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row);
    },
  };
}

function Rows<T>({ caption, columns, rows, rowKey, onOpen, selected, footer }: Props<T>) {
  return (
    <div className="e-table-wrap">
      <table className="e-table">
        <caption className="e-visually-hidden">{caption}</caption>
        <thead>
          <tr>{columns.map((one) => <th key={one.key} scope="col" className={one.align === 'right' ? 'e-right' : ''} style={{ width: one.width }}>{one.title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={`${onOpen === undefined ? '' : 'e-table-open'}${selected === rowKey(row) ? ' e-table-selected' : ''}`}
              {...opening(row, onOpen)}
            >
              {columns.map((one) => <td key={one.key} className={one.align === 'right' ? 'e-right' : ''}>{one.render(row)}</td>)}
            </tr>
          ))}
        </tbody>
        {footer === undefined ? null : <tfoot><tr><td colSpan={columns.length}>{footer}</td></tr></tfoot>}
      </table>
    </div>
  );
}

function Cards<T>({ caption, columns, rows, rowKey, onOpen, selected, footer }: Props<T>) {
  const title = columns.filter((one) => one.card === 'title');
  const corner = columns.filter((one) => one.card === 'corner');
  const lines = columns.filter((one) => (one.card ?? 'line') === 'line');
  return (
    <>
      <ul className="e-cards" aria-label={caption}>
        {rows.map((row) => (
          <li
            key={rowKey(row)}
            className={`e-cards-item${onOpen === undefined ? '' : ' e-table-open'}${selected === rowKey(row) ? ' e-table-selected' : ''}`}
            {...opening(row, onOpen)}
          >
            <div className="e-cards-head">
              <div className="e-cards-title">{title.map((one) => <div key={one.key}>{one.render(row)}</div>)}</div>
              <div className="e-cards-corner">{corner.map((one) => <div key={one.key}>{one.render(row)}</div>)}</div>
            </div>
            <dl>
              {lines.map((one) => ({ one, value: one.render(row) })).filter(({ value }) => value !== null && value !== '').map(({ one, value }) => (
                <div key={one.key} className={one.title === '' ? 'e-cards-bare' : ''}>
                  {one.title === '' ? null : <dt>{one.title}</dt>}
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {footer === undefined ? null : <div className="e-cards-foot">{footer}</div>}
    </>
  );
}
