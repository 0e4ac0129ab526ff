import type { Measure, PivotCell } from '../api/registers';

export interface PivotTable {
  rows: (string | null)[];
  columns: (string | null)[];
  cell: (row: string | null, column: string | null) => PivotCell | undefined;
}

const key = (row: string | null, column: string | null): string => JSON.stringify([row, column]);

/** Cells as a table: the first dimension down, the second across; by the values of people's own order. */
export function tableOf(cells: readonly PivotCell[], dimensions: number, order: (dimension: number, key: string | null) => string | number): PivotTable {
  const keys = (at: number): (string | null)[] => [...new Set(cells.map((one) => one.keys[at] ?? null))].sort((a, b) => compare(order(at, a), order(at, b)));
  const found = new Map(cells.map((one) => [key(one.keys[0] ?? null, dimensions > 1 ? one.keys[1] ?? null : null), one]));
  return { rows: keys(0), columns: dimensions > 1 ? keys(1) : [null], cell: (row, column) => found.get(key(row, column)) };
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

/** The figure of several cells together; none where averages of averages would lie. */
export function together(cells: readonly PivotCell[], measure: Measure): number | null {
  const figures = cells.map((one) => one.figure).filter((one) => one !== null);
  if (measure === 'average') {
    const count = cells.reduce((sum, one) => sum + (one.figure === null ? 0 : one.count), 0);
    return count === 0 ? null : cells.reduce((sum, one) => sum + (one.figure ?? 0) * one.count, 0) / count;
  }
  if (figures.length === 0) return null;
  if (measure === 'min') return Math.min(...figures);
  return measure === 'max' ? Math.max(...figures) : figures.reduce((sum, one) => sum + one, 0);
}
