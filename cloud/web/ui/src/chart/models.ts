import { gapsOf, type History, type HistoryThreshold, type PointCatalogue, type SeriesRow } from '@edge/core';
import type { ChartModel } from './types';

/** At least this far apart and a line is broken, whatever the bucket. */
export const LEAST_GAP_MS = 45_000;

/**
 * Charts of a history: points that share a unit share an axis; flags stand alone, and so does a point with thresholds,
 * whose bands would say something false about its neighbours.
 */
export function chartModels(
  history: History, profile: string, catalogue: PointCatalogue, limits: readonly HistoryThreshold[] = history.thresholds): ChartModel[] {
  const from = Date.parse(history.from);
  const to = Date.parse(history.to);
  const groups = new Map<string, ChartModel>();
  for (const one of history.series) {
    const info = catalogue.find(profile, one.point);
    const unit = one.unit || info.unit;
    const thresholds = limits.filter((limit) => limit.point === one.point);
    const key = info.flag || thresholds.length > 0 ? `own:${one.point}` : unit;
    const held = groups.get(key);
    const series = { point: one.point, label: info.label, rows: one.points };
    groups.set(key, held === undefined ? {
      unit, from, to, series: [series], thresholds, gaps: gapsOf(history.gaps, one.point, from, to), events: history.events,
      flag: info.flag, averaged: !history.raw, widestGap: Math.max(LEAST_GAP_MS, spacing(one.points) * 3.5),
    } : {
      ...held, series: [...held.series, series], thresholds: [...held.thresholds, ...thresholds],
      widestGap: Math.max(held.widestGap, spacing(one.points) * 3.5),
    });
  }
  return [...groups.values()];
}

/** The usual distance of two rows: the median, so that gaps do not count. */
export function spacing(rows: readonly SeriesRow[]): number {
  const steps: number[] = [];
  for (let at = 1; at < rows.length; at++) {
    const [before, here] = [rows[at - 1], rows[at]];
    if (before !== undefined && here !== undefined && before[1] !== null && here[1] !== null) steps.push(here[0] - before[0]);
  }
  steps.sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? 0;
}
