import { levelReached, sectorPath, formatNumber, type HistoryThreshold } from '@edge/core';
import { useTranslation } from 'react-i18next';
import { LEVEL_PATHS } from '../level/LevelMark';
import { LEVEL_SHAPES } from '@edge/core';
import './crane.css';

const TOP = 120;
const FROM = -120;
const SWEEP = 240;

function angle(value: number): number {
  return FROM + (Math.min(TOP, Math.max(0, value)) / TOP) * SWEEP;
}

/** The moment ratio against its thresholds; the arc takes the level's colour and shape once one is reached. */
export function MomentGauge({ value, thresholds, stale }: { value: number | null; thresholds: readonly HistoryThreshold[]; stale: boolean }) {
  const { t } = useTranslation();
  const level = value === null ? undefined : levelReached(value, thresholds);
  const rising = [...thresholds].sort((a, b) => a.value - b.value);
  const tone = stale ? 'e-gauge-stale' : level === undefined ? '' : `e-tone-${level}`;
  return (
    <svg className={`e-gauge ${tone}`} viewBox="-60 -58 120 92" role="img" aria-label={`${t('crane.moment')} ${formatNumber(value, 0)} %`}>
      <path className="e-gauge-track" d={sectorPath(40, 50, FROM, FROM + SWEEP)} />
      {rising.map((one, at) => (
        <path
          key={one.level}
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
