import { chartModels, Curve, Ready } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCatalogue } from '../app/queries';
import type { Shown } from './panel';
import { useLiveHistory } from './useLiveHistory';

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
          {chartModels(history, shown.device.profile, catalogue).map((model) => (
            <Curve key={model.series[0]?.point} model={model} height={height} onEvent={(id) => { void navigate(`/warnings/${encodeURIComponent(id)}`); }} />
          ))}
        </div>
      )}
    </Ready>
  );
}
