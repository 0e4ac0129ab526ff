import type { HistoryThreshold } from '@edge/core';
import { useTranslation } from 'react-i18next';
import './panels.css';

/** Where a value stands between the ends of its scale, with its thresholds as marks. */
export function RangeBar({ value, thresholds, low, high }: { value: number | null; thresholds: readonly HistoryThreshold[]; low: number; high: number }) {
  const { t } = useTranslation();
  const share = (one: number): number => Math.min(100, Math.max(0, ((one - low) / (high - low)) * 100));
  return (
    <svg className="e-range" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="e-range-track" y={2} width={100} height={4} />
      {thresholds.map((one) => (
        <rect
          key={`${one.level}${one.compare}`} className={`e-range-zone e-tone-${one.level}`} y={2} height={4}
          x={one.compare === 'above' ? share(one.value) : 0} width={one.compare === 'above' ? 100 - share(one.value) : share(one.value)}
        >
          <title>{`${t(`level.${one.level}`)} ${one.value}`}</title>
        </rect>
      ))}
      {value === null ? null : <rect className="e-range-mark" x={Math.min(98.6, share(value))} width={1.4} height={8} />}
    </svg>
  );
}
