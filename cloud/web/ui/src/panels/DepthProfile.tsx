import { formatNumber, levelReached, type HistoryThreshold } from '@edge/core';
import { useTranslation } from 'react-i18next';
import './panels.css';

export interface DepthReading {
  index: number;
  value: number | null;
  stale: boolean;
}

const BOX = { width: 320, height: 300, left: 34, right: 18, top: 28, bottom: 18 };

/** Displacement of an inclinometer chain over depth, top gauge first; a gauge without a value breaks the line. */
export function DepthProfile({ readings, thresholds }: { readings: readonly DepthReading[]; thresholds: readonly HistoryThreshold[] }) {
  const { t } = useTranslation();
  const values = readings.flatMap((one) => (one.value === null ? [] : [one.value]));
  const limits = [...thresholds].sort((a, b) => a.value - b.value);
  const high = Math.max(...values, ...limits.map((one) => one.value), 1) * 1.1;
  const low = Math.min(0, ...values) * 1.1;
  const x = (value: number): number => BOX.left + ((value - low) / (high - low)) * (BOX.width - BOX.left - BOX.right);
  const y = (index: number): number => BOX.top + ((index - 0.5) / readings.length) * (BOX.height - BOX.top - BOX.bottom);
  return (
    <svg className="e-depth" viewBox={`0 0 ${BOX.width} ${BOX.height}`} role="img" aria-label={t('panel.depth')}>
      <path className="e-depth-frame" d={`M${BOX.left} ${BOX.top}V${BOX.height - BOX.bottom}M${x(0)} ${BOX.top}V${BOX.height - BOX.bottom}`} />
      {limits.map((one, at) => (
        <g key={one.level} className={`e-depth-limit e-tone-${one.level}`}>
          <rect x={x(one.value)} y={BOX.top} width={Math.max(0, x(limits[at + 1]?.value ?? high) - x(one.value))} height={BOX.height - BOX.top - BOX.bottom}>
            <title>{`${t(`level.${one.level}`)} ≥ ${one.value} mm\n${one.source ?? t('chart.noSource')}`}</title>
          </rect>
          <path d={`M${x(one.value)} ${BOX.top}V${BOX.height - BOX.bottom}`} />
          <text x={x(one.value)} y={BOX.top - 4}>{formatNumber(one.value)}</text>
        </g>
      ))}
      <path className={`e-depth-line${readings.some((one) => one.stale) ? ' e-depth-stale' : ''}`} d={line(readings, x, y)} />
      {readings.map((one) => {
        const level = one.value === null ? undefined : levelReached(one.value, thresholds);
        return (
          <g key={one.index}>
            <text className="e-depth-name" x={BOX.left - 8} y={y(one.index) + 4}>{one.index}</text>
            {one.value === null ? null : (
              <circle className={`e-depth-dot${level === undefined ? '' : ` e-tone-${level}`}`} cx={x(one.value)} cy={y(one.index)} r={3.4}>
                <title>{`${one.index}: ${formatNumber(one.value, 2)} mm`}</title>
              </circle>
            )}
          </g>
        );
      })}
      <text className="e-depth-name e-depth-start" x={2} y={12}>{t('panel.depthAxis')}</text>
      <text className="e-depth-name" x={BOX.width - 4} y={12}>{t('panel.depthUnit')}</text>
      <text className="e-depth-name e-depth-mid" x={x(0)} y={BOX.height - 4}>0</text>
    </svg>
  );
}

function line(readings: readonly DepthReading[], x: (value: number) => number, y: (index: number) => number): string {
  let path = '';
  let pen = 'M';
  for (const one of readings) {
    if (one.value === null) {
      pen = 'M';
      continue;
    }
    path += `${pen}${x(one.value).toFixed(1)} ${y(one.index).toFixed(1)}`;
    pen = 'L';
  }
  return path;
}
