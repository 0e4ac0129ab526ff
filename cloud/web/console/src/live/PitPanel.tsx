import { CURVES, depthIndex, type HistoryThreshold } from '@edge/core';
import { DepthProfile, type DepthReading } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../app/queries';
import { LiveCurves } from './LiveCurves';
import { DeviceCard, type PanelProps, type Shown } from './panel';
import { Tiles } from './Tiles';

/** Displacements, forces and water over time, and the inclinometer over depth. */
export function PitPanel(props: PanelProps) {
  const { t } = useTranslation();
  return (
    <DeviceCard title={t('panel.pit')} props={props} className="e-span-12">
      {(shown) => (
        <div className="e-pit">
          <div className="e-stack">
            <Tiles project={props.project} shown={shown} points={['top-horizontal', 'ground-settlement', 'strut-force', 'water-level', 'water-level-change', 'crack', 'rain']} />
            <LiveCurves project={props.project} shown={shown} points={CURVES[shown.device.sensorType] ?? []} height={150} />
          </div>
          <Depth shown={shown} />
        </div>
      )}
    </DeviceCard>
  );
}

function Depth({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const chain = catalogue.all(shown.device.profile).flatMap((one) => {
    const index = depthIndex(one.id);
    return index === undefined ? [] : [{ index, point: one.id }];
  });
  if (chain.length === 0) return null;
  const readings: DepthReading[] = chain.map(({ index, point }) => ({ index, value: shown.number(point), stale: shown.stale }));
  const limits = new Map<number, HistoryThreshold>();
  for (const { point } of chain) for (const one of shown.thresholds(point)) limits.set(one.level, one);
  const depth = shown.device.parameters?.['excavation-depth'];
  return (
    <figure>
      <figcaption className="e-pit-title"><h3>{t('panel.depth')}</h3>{depth === undefined ? null : <span className="e-hint">{t('panel.bottom', { value: depth })}</span>}</figcaption>
      <DepthProfile readings={readings} thresholds={[...limits.values()]} />
    </figure>
  );
}
