import type { History } from '@edge/core';
import { chartModels, Curve, Ready } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCatalogue } from '../app/queries';
import type { Shown } from './panel';
import { useLiveHistory } from './useLiveHistory';

const LEAD_MS = 60_000;

/** A device that has spoken for only part of the hour is shown over that part, not over an empty hour. */
function trimmed(history: History): History {
  const first = Math.min(...history.series.flatMap((one) => { const row = one.points.find((each) => each[1] !== null); return row === undefined ? [] : [row[0]]; }));
  const from = Date.parse(history.from);
  if (!Number.isFinite(first) || first - from < 5 * LEAD_MS) return history;
  return { ...history, from: new Date(Math.max(from, Math.min(first - LEAD_MS, Date.parse(history.to) - 10 * LEAD_MS))).toISOString() };
}

/** The last hour of a device's main points. */
export function LiveCurves({ project, shown, points, height = 190 }: { project: string; shown: Shown; points: readonly string[]; height?: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const catalogue = useCatalogue();
  const known = new Set(catalogue.all(shown.device.profile).map((one) => one.id));
  const drawn = points.filter((point) => known.has(point));
  const query = useLiveHistory(project, shown.device.id, drawn, drawn.map((point) => shown.value(point)));
  if (drawn.length === 0) return null;
  return (
    <Ready query={query} what={t('project.history')} rows={4}>
      {(history) => (
        <div className="e-curves">
          {chartModels(trimmed(history), shown.device.profile, catalogue, shown.limits).map((model) => (
            <Curve key={model.series[0]?.point} model={model} height={height} onEvent={(id) => { void navigate(`/warnings/${encodeURIComponent(id)}`); }} />
          ))}
        </div>
      )}
    </Ready>
  );
}
