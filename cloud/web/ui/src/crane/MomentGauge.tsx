import { formatNumber, LEVEL_SHAPES, sectorPath, type HistoryThreshold, type Level } from '@edge/core';
import { useTranslation } from 'react-i18next';
import { LEVEL_PATHS } from '../level/LevelMark';
import './crane.css';

const TOP = 120;
const FROM = -120;
const SWEEP = 240;

function angle(value: number): number {
  return FROM + (Math.min(TOP, Math.max(0, value)) / TOP) * SWEEP;
}

/** The moment ratio against its thresholds; the arc takes colour and shape of an active warning. */
interface Props {
  value: number | null;
  thresholds: readonly HistoryThreshold[];
  /** Of the condition that is active; undefined when there is none. */
  level: Level | undefined;
  stale: boolean;
}

export function MomentGauge({ value, thresholds, level, stale }: Props) {
  const { t } = useTranslation();
  const rising = [...new Map([...thresholds].sort((a, b) => a.level - b.level).map((one) => [one.value, one])).values()].sort((a, b) => a.value - b.value);
  const tone = stale ? 'e-gauge-stale' : level === undefined ? '' : `e-tone-${level}`;
  return (
    <svg className={`e-gauge ${tone}`} viewBox="-60 -58 120 92" role="img" aria-label={`${t('crane.moment')} ${formatNumber(value, 0)} %`}>
      <path className="e-gauge-track" d={sectorPath(40, 50, FROM, FROM + SWEEP)} />
      {rising.map((one, at) => (
        <path
          key={one.value}
          className={`e-gauge-band e-tone-${one.level}`}
          d={sectorPath(51.5, 54, angle(one.value), angle(rising[at + 1]?.value ?? TOP))}
        >
          <title>{`${t(`level.${one.level}`)} ≥ ${one.value} % ${one.source ?? ''}`}</title>
        </path>
      ))}
      {value === null || value <= 0 ? null : <path className="e-gauge-arc" d={sectorPath(40, 50, FROM, angle(value))} />}
      {level === undefined || stale ? null : <path className="e-gauge-shape" d={LEVEL_PATHS[LEVEL_SHAPES[level]]} transform="translate(-6 -32) scale(.75)" />}
      <text className="e-gauge-number" y={5}>{formatNumber(value, 0)}<tspan className="e-gauge-unit" dx={2}>%</tspan></text>
      <text className="e-gauge-label" y={22}>{t('crane.moment')}</text>
    </svg>
  );
}
