import { formatValue, type HistoryThreshold } from '@edge/core';
import { Tooltip } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelShapeIcon } from '../level/LevelMark';
import { seriesColours } from './palette';
import { useTheme } from '../tokens/useTheme';
import type { ChartModel } from './types';
import './chart.css';

const SeriesChart = lazy(async () => ({ default: (await import('./SeriesChart')).SeriesChart }));

interface Props {
  model: ChartModel;
  height?: number;
  onZoom?: (from: number, to: number) => void;
  onEvent?: (warningId: string) => void;
}

/** A chart with the names of its curves and the thresholds in force, each with its source on hover or focus. */
export function Curve({ model, height = 220, onZoom, onEvent }: Props) {
  const { t } = useTranslation();
  const theme = useTheme();
  const names = model.series.map((one) => one.label).join(t('list.comma'));
  const colours = seriesColours(model.series.map((one) => one.point));
  const empty = model.series.every((one) => one.rows.every((row) => row[1] === null));
  return (
    <div className="e-curve">
      <div className="e-curve-head">
        <div className="e-curve-names">
          {model.series.map((one, at) => (
            <span key={one.point}><i style={{ background: colours[at] }} />{one.label}</span>
          ))}
        </div>
        <span className="e-hint">{model.unit}</span>
      </div>
      {empty ? <div className="e-curve-empty" style={{ height }}>{t('chart.empty')}</div> : (
        <Suspense fallback={<div className="e-curve-empty" style={{ height }}>{t('chart.loading')}</div>}>
          <SeriesChart key={theme} model={model} height={height} label={t('chart.label', { points: names })} onZoom={onZoom} onEvent={onEvent} />
        </Suspense>
      )}
      <Limits thresholds={model.thresholds} unit={model.unit} />
    </div>
  );
}

function Source({ threshold }: { threshold: HistoryThreshold }) {
  const { t } = useTranslation();
  return (
    <>
      {threshold.rule === undefined ? null : <div>{threshold.rule}</div>}
      {threshold.source ? t('chart.source', { source: threshold.source }) : t('chart.noSource')}
    </>
  );
}

function mirrored(one: HistoryThreshold, all: readonly HistoryThreshold[]): boolean {
  return all.some((each) => each !== one && each.rule === one.rule && each.level === one.level && each.value === -one.value);
}

export function Limits({ thresholds, unit }: { thresholds: readonly HistoryThreshold[]; unit: string }) {
  const { t } = useTranslation();
  if (thresholds.length === 0) return null;
  return (
    <div className="e-limits">
      {thresholds.filter((one, at) => thresholds.findIndex((each) => each.level === one.level && each.rule === one.rule && Math.abs(each.value) === Math.abs(one.value)) === at).map((one) => (
        <Tooltip key={`${one.point}${one.level}${one.compare}${one.value}${one.rule ?? ''}`} title={<Source threshold={one} />}>
          <button type="button" className="e-limit">
            <LevelShapeIcon level={one.level} size={10} />
            {t(`level.${one.level}`)} {mirrored(one, thresholds) ? `± ${formatValue(one.value, undefined)} ${unit}` : t(`chart.${one.compare}`, { value: formatValue(one.value, undefined), unit })}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}
