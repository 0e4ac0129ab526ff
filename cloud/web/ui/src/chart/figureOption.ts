import type { ChartKind, PivotTable } from '@edge/core';
import { token, type ThemeName } from '../tokens/tokens';

const COLOURS = 6;
const MOST_SLICES = 12;
const CROWDED = 8;

/** ECharts option of a table of figures. */
export function figureOption(table: PivotTable, kind: Exclude<ChartKind, 'none'>, say: (at: number, key: string | null) => string, format: (value: number | null) => string, theme: ThemeName): object {
  const { rows, columns, cell } = table;
  const wide = columns.length > 1 || columns[0] !== null;
  const text = { color: token('text-2'), fontFamily: token('font') };
  const base = {
    darkMode: theme === 'dark', animationDuration: 200, textStyle: text, color: Array.from({ length: COLOURS }, (_, at) => token(`series-${at + 1}`)),
    tooltip: {
      trigger: kind === 'pie' ? 'item' : 'axis', confine: true, backgroundColor: token('surface-1'), borderColor: token('line'), textStyle: { ...text, color: token('text-1') },
      axisPointer: { type: 'shadow' }, valueFormatter: (value: unknown) => format(typeof value === 'number' ? value : null),
    },
    legend: wide || kind === 'pie' ? { type: 'scroll', top: 8, textStyle: text } : undefined,
  };
  if (kind === 'pie') {
    const sums = rows.map((row) => ({ row, cells: columns.map((column) => cell(row, column)).filter((one) => one !== undefined) }));
    return {
      ...base,
      series: [{
        type: 'pie', radius: ['38%', '68%'], center: ['50%', '56%'], label: { color: token('text-1'), formatter: '{b} {d}%' }, itemStyle: { borderColor: token('surface-1'), borderWidth: 2 },
        data: sums.slice(0, MOST_SLICES).map(({ row, cells }) => ({ name: say(0, row), value: cells.reduce((sum, one) => sum + (one.figure ?? 0), 0), cell: cells.length === 1 ? cells[0] : undefined })),
      }],
    };
  }
  const axis = { axisLabel: { color: token('text-2'), hideOverlap: true }, axisLine: { lineStyle: { color: token('line-strong') } } };
  return {
    ...base,
    grid: { left: 12, right: 24, top: wide ? 44 : 20, bottom: 12, containLabel: true },
    xAxis: { type: 'category', data: rows.map((row) => say(0, row)), ...axis, axisLabel: { ...axis.axisLabel, interval: 0, rotate: rows.length > CROWDED ? 35 : 0, width: 110, overflow: 'truncate' }, axisTick: { show: false } },
    yAxis: { type: 'value', ...axis, minInterval: 1, splitLine: { lineStyle: { color: token('line') } } },
    series: columns.map((column) => ({
      name: wide ? say(1, column) : undefined, type: kind, stack: wide && kind === 'bar' ? 'all' : undefined, barMaxWidth: 48, smooth: false, symbolSize: 7,
      data: rows.map((row) => ({ value: cell(row, column)?.figure ?? null, cell: cell(row, column) })),
    })),
  };
}
