import { bandsOf, breakGaps, extentOf, formatTime, formatValue, LEVEL_SHAPES, type HistoryThreshold, type SeriesRow } from '@edge/core';
import type { EChartsCoreOption } from 'echarts/core';
import { token } from '../tokens/tokens';
import { seriesColours } from './palette';
import { tooltip } from './tooltip';
import type { ChartModel, ChartWords } from './types';

const GLYPHS = { triangle: '▲', diamond: '◆', circle: '●', square: '■' } as const;
const SYMBOLS = { triangle: 'triangle', diamond: 'diamond', circle: 'circle', square: 'rect' } as const;

/** So few single values are marked one by one: the line says nothing of one that stands between two gaps. */
const MOST_MARKED = 60;

function hatch(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 8;
  canvas.height = 8;
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    pen.strokeStyle = token('line-strong');
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(0, 8);
    pen.lineTo(8, 0);
    pen.stroke();
  }
  return canvas;
}

function lines(model: ChartModel, narrow: boolean): object[] {
  const colours = seriesColours(model.series.map((one) => one.point));
  const direct = !narrow && model.series.length > 1 && model.series.length <= 4;
  return model.series.flatMap((one, at) => {
    const rows = breakGaps(one.rows, model.widestGap);
    const colour = colours[at];
    const line = {
      id: one.point, name: one.label, type: 'line', showSymbol: rows.length < 3 || (!model.averaged && !model.flag && rows.length <= MOST_MARKED), symbolSize: 4, step: model.flag ? 'end' : false, connectNulls: false,
      lineStyle: { width: 1.8, color: colour }, itemStyle: { color: colour }, z: 3, emphasis: { disabled: true },
      data: rows.map((row) => [row[0], row[1], row[2], row[3]]),
      endLabel: direct ? { show: true, formatter: one.label, color: colour, fontSize: 12, width: 100, overflow: 'truncate' } : { show: false },
    };
    return model.averaged && !model.flag ? [...envelope(one.point, rows, colour), line] : [line];
  });
}

/** The range behind a mean, so that a peak is not averaged away from sight. */
function envelope(point: string, rows: readonly SeriesRow[], colour: string | undefined): object[] {
  const common = {
    type: 'line', stack: `range-${point}`, stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { width: 0 }, z: 2, tooltip: { show: false }, emphasis: { disabled: true },
  };
  return [
    { ...common, id: `${point}-low`, data: rows.map((row) => [row[0], row[1] === null ? null : row[2] ?? row[1]]) },
    {
      ...common, id: `${point}-high`, areaStyle: { color: colour, opacity: 0.14 },
      data: rows.map((row) => [row[0], row[1] === null ? null : (row[3] ?? row[1]) - (row[2] ?? row[1])]),
    },
  ];
}

/** One line per value: of two rules at the same place the less severe is reached first. */
function drawn(thresholds: readonly HistoryThreshold[]): HistoryThreshold[] {
  const byValue = new Map<number, HistoryThreshold>();
  for (const one of thresholds) {
    const held = byValue.get(one.value);
    if (held === undefined || one.level > held.level) byValue.set(one.value, one);
  }
  return [...byValue.values()];
}

function marks(model: ChartModel, low: number, high: number, words: ChartWords): object {
  return {
    id: 'marks', type: 'line', data: [], silent: true, symbol: 'none', tooltip: { show: false },
    markArea: {
      silent: true,
      data: [
        ...bandsOf(drawn(model.thresholds), low, high).map((band) => [
          { yAxis: Math.max(low, band.from), itemStyle: { color: token(`level-${band.threshold.level}`), opacity: 0.08 } }, { yAxis: Math.min(high, band.to) },
        ]),
        ...model.gaps.map((gap) => [
          { xAxis: gap.from, itemStyle: { color: { image: hatch(), repeat: 'repeat' }, opacity: 0.55 }, label: { show: gap.to - gap.from > (model.to - model.from) * 0.07, formatter: words.gap(gap.reason), color: token('text-2'), fontSize: 11, position: 'insideBottom' } },
          { xAxis: gap.to },
        ]),
      ],
    },
    markLine: {
      silent: true, symbol: 'none', animation: false,
      data: drawn(model.thresholds).filter((one) => one.value >= low && one.value <= high).map((one) => ({
        yAxis: one.value,
        lineStyle: { color: token(`level-${one.level}`), type: 'dashed', width: 1 },
        label: {
          position: 'insideStartTop', distance: [4, 2], fontSize: 11, backgroundColor: token('surface-1'), padding: [1, 4], borderRadius: 3, color: token(`level-${one.level}-text`),
          formatter: `${GLYPHS[LEVEL_SHAPES[one.level]]} ${words.level(one.level)} ${formatValue(one.value, undefined)}`,
        },
      })),
    },
  };
}

function events(model: ChartModel): object {
  return {
    id: 'events', type: 'scatter', yAxisIndex: 1, z: 5, cursor: 'pointer',
    data: model.events.map((one) => ({
      value: [Date.parse(one.time), 0], id: one.warningId, name: one.title, symbol: SYMBOLS[LEVEL_SHAPES[one.level]], symbolSize: 11,
      itemStyle: { color: token(`level-${one.level}`), borderColor: token('surface-1'), borderWidth: 1 },
    })),
  };
}

export function chartOption(model: ChartModel, words: ChartWords, width: number): EChartsCoreOption {
  const narrow = width < 560;
  const visible = model.series.flatMap((one) => one.rows);
  const [low, high] = model.flag ? [-0.15, 1.25] : extentOf(visible, model.thresholds);
  const long = model.to - model.from > 2 * 86_400_000;
  const text = { color: token('text-2'), fontSize: 12, fontFamily: token('font') };
  const direct = !narrow && model.series.length > 1 && model.series.length <= 4;
  return {
    animation: false,
    textStyle: text,
    grid: { left: 52, right: direct ? 112 : 14, top: 10, bottom: 24 },
    xAxis: {
      type: 'time', min: model.from, max: model.to, splitNumber: narrow ? 3 : 6, axisLine: { lineStyle: { color: token('line-strong') } }, splitLine: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (time: number) => formatTime(time, long ? 'minute' : 'short', words.language) },
    },
    yAxis: [
      {
        type: 'value', min: low, max: high, splitNumber: 4,
        axisLabel: {
          ...text, showMinLabel: model.flag, showMaxLabel: false,
          formatter: (value: number) => (model.flag ? (value === 0 ? words.off : value === 1 ? words.on : '') : formatValue(value, undefined)),
        },
        splitLine: { lineStyle: { color: token('line') } },
      },
      { type: 'value', min: 0, max: 1, show: false },
    ],
    tooltip: tooltip(model, words),
    toolbox: { show: true, itemSize: 0, feature: { dataZoom: { yAxisIndex: 'none', brushStyle: { color: token('accent'), opacity: 0.12 } } } },
    series: [marks(model, low, high, words), ...lines(model, narrow), events(model)],
  };
}
