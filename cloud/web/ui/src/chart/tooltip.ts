import { formatTime, formatValue, levelReached, type HistoryThreshold } from '@edge/core';
import { seriesColours } from './palette';
import type { ChartModel, ChartWords } from './types';

interface Hover {
  seriesId?: string;
  seriesType?: string;
  axisValue?: number | string;
  name?: string;
  value?: unknown;
}

/** Built as nodes, not as markup: no label can smuggle in HTML, and the style policy stays strict. */
function node(tag: string, className: string, text?: string, ...children: Node[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

export function tooltip(model: ChartModel, words: ChartWords): object {
  const colours = seriesColours(model.series.map((one) => one.point));
  return {
    trigger: 'axis', confine: true, appendTo: undefined, className: 'e-chart-tip', transitionDuration: 0, axisPointer: { type: 'line', label: { show: false } },
    formatter: (input: Hover | Hover[]) => {
      const hovers = Array.isArray(input) ? input : [input];
      const at = Number(hovers[0]?.axisValue);
      const rows = model.series.flatMap((one, index) => {
        const value = hovers.find((hover) => hover.seriesId === one.point)?.value;
        return Array.isArray(value) ? [valueRow(model, words, one.label, colours[index] ?? '', value as (number | null)[], one.point)] : [];
      });
      const happened = hovers.filter((hover) => hover.seriesType === 'scatter').map((hover) => node('p', 'e-chart-tip-event', hover.name ?? ''));
      return node('div', 'e-chart-tip-body', undefined,
        node('p', 'e-chart-tip-time', Number.isFinite(at) ? formatTime(at, 'exact', words.language) : ''), ...rows, ...happened, ...limits(model, words, hovers));
    },
  };
}

function valueRow(model: ChartModel, words: ChartWords, label: string, colour: string, value: (number | null)[], point: string): HTMLElement {
  const [, average, low, high] = value;
  const swatch = node('i', 'e-chart-tip-swatch');
  swatch.style.background = colour;
  const figure = model.flag ? (average === 1 ? words.on : words.off) : `${formatValue(average, model.unit)} ${model.unit}`;
  const row = node('p', 'e-chart-tip-row', undefined, swatch, node('span', '', label), node('strong', '', figure));
  const level = typeof average === 'number' ? levelReached(average, model.thresholds.filter((one) => one.point === point)) : undefined;
  if (level !== undefined) row.append(node('em', `e-chart-tip-level e-level-${level}`, words.level(level)));
  if (model.averaged && typeof low === 'number' && typeof high === 'number') {
    row.append(node('small', '', `${words.range} ${formatValue(low, model.unit)}–${formatValue(high, model.unit)}`));
  }
  return row;
}

/** The thresholds of what is under the pointer, each with the source of its number. */
function limits(model: ChartModel, words: ChartWords, hovers: Hover[]): HTMLElement[] {
  const shown = new Set(hovers.map((hover) => hover.seriesId));
  const wanted = model.thresholds.filter((one) => shown.has(one.point));
  if (wanted.length === 0) return [];
  const text = (one: HistoryThreshold): string =>
    `${words.level(one.level)} ${one.compare === 'above' ? '≥' : '≤'} ${formatValue(one.value, undefined)} ${model.unit} · ${one.rule === undefined ? '' : `${one.rule} · `}${words.source(one.source)}`;
  return [node('div', 'e-chart-tip-limits', undefined, ...wanted.map((one) => node('p', `e-level-${one.level}`, text(one))))];
}
