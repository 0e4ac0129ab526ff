import type { HistoryEvent, HistoryThreshold, Language, SeriesRow, Span } from '@edge/core';

export interface ChartSeries {
  point: string;
  label: string;
  rows: readonly SeriesRow[];
}

/** Curves of one unit on one axis. */
export interface ChartModel {
  unit: string;
  from: number;
  to: number;
  series: readonly ChartSeries[];
  thresholds: readonly HistoryThreshold[];
  gaps: readonly Span[];
  events: readonly HistoryEvent[];
  /** Flags are steps between off and on. */
  flag: boolean;
  /** Rows are means with a range, not single readings. */
  averaged: boolean;
  widestGap: number;
}

export interface ChartWords {
  language: Language;
  level: (level: 1 | 2 | 3 | 4) => string;
  gap: (reason: string) => string;
  source: (source: string | null | undefined) => string;
  range: string;
  on: string;
  off: string;
}
