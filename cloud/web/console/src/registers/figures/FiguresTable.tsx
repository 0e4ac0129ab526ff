import { formatFigure, together, writeListState, type ListState, type Measure, type PivotCell, type PivotTable, type Register } from '@edge/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface Props {
  table: PivotTable;
  heading: string;
  say: (at: number, key: string | null) => string;
  measure: Measure;
  unit: string | null;
  register: Register;
  state: ListState;
  drill: (filters: readonly string[]) => Partial<ListState>;
}

/** The figures with their totals; each leads to the list that it counts. */
export function FiguresTable({ table, heading, say, measure, unit, register, state, drill }: Props) {
  const { t } = useTranslation();
  const { rows, columns, cell } = table;
  const wide = columns.length > 1 || columns[0] !== null;
  const present = (list: (PivotCell | undefined)[]): PivotCell[] => list.filter((one) => one !== undefined);
  const link = (cells: readonly PivotCell[], filters: readonly (string | undefined)[]) => {
    const to = drill(filters.filter((one) => one !== undefined));
    const count = cells.reduce((sum, one) => sum + one.count, 0);
    if (count === 0) return null;
    return <Link to={`/registers/${register.name}?${writeListState({ ...state, ...to }).toString()}`} title={t('pivot.drill', { count })}>{formatFigure(together(cells, measure))}</Link>;
  };
  const all = present(rows.flatMap((row) => columns.map((column) => cell(row, column))));
  return (
    <div className="e-table-wrap">
      <table className="e-table e-figures-table">
        <caption className="e-visually-hidden">{t('pivot.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {wide ? columns.map((one) => <th key={one ?? ''} scope="col" className="e-right">{say(1, one)}</th>) : null}
            <th scope="col" className="e-right">{t(wide ? 'pivot.total' : `pivot.${measure}`)}{unit === null ? null : <small> {unit}</small>}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const cells = columns.map((column) => cell(row, column));
            return (
              <tr key={row ?? ''}>
                <th scope="row">{say(0, row)}</th>
                {wide ? cells.map((one, at) => <td key={columns[at] ?? ''} className="e-right">{one === undefined ? null : link([one], one.filters)}</td>) : null}
                <td className="e-right">{link(present(cells), [present(cells)[0]?.filters[0]])}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('pivot.total')}</td>
            {wide ? columns.map((column) => {
              const cells = present(rows.map((row) => cell(row, column)));
              return <td key={column ?? ''} className="e-right">{link(cells, [cells[0]?.filters[1]])}</td>;
            }) : null}
            <td className="e-right">{link(all, [])}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
