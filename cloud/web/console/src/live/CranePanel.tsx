import { craneShape, neighboursOf, type Device, type DeviceLatest } from '@edge/core';
import { CranePlan, CraneSide, MomentGauge, type CraneReading } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { CraneSwitches } from './CraneSwitches';
import { DeviceCard, shownOf, type PanelProps, type Shown } from './panel';
import { Tiles } from './Tiles';

const CRANE_VALUES = ['load', 'rated-load', 'radius', 'hook-height', 'slewing-angle', 'wind-speed', 'mast-tilt', 'collision-distance'];

/** The crane to scale in plan and elevation, its moment ratio, its values and switches. */
export function CranePanel({ weather, ...props }: PanelProps & { weather: DeviceLatest | undefined }) {
  const { t } = useTranslation();
  return (
    <DeviceCard title={t('crane.title')} props={props} className="e-span-12">
      {(shown) => <Crane shown={shown} props={props} weather={weather} />}
    </DeviceCard>
  );
}

function Crane({ shown, props, weather }: { shown: Shown; props: PanelProps; weather: DeviceLatest | undefined }) {
  const { t } = useTranslation();
  const shape = craneShape(shown.device.parameters);
  const reading: CraneReading = {
    radius: shown.number('radius'), slew: shown.number('slewing-angle'), hook: shown.number('hook-height'), load: shown.number('load'),
    wind: shown.number('wind-speed'), windFrom: windFrom(weather), time: shown.value('slewing-angle')?.time,
    momentLevel: shown.level('moment-ratio'), windLevel: shown.level('wind-speed'), stale: shown.stale,
  };
  const neighbours = neighboursOf(shown.device, props.devices).map((one) => {
    const device = props.devices.find((each: Device) => each.id === one.id);
    return { ...one, slew: device === undefined ? null : shownOf(device, props.present).number('slewing-angle') };
  });
  return (
    <div className="e-crane-panel">
      <figure>
        <CranePlan key={shown.device.id} name={shown.device.name} shape={shape} reading={reading} neighbours={neighbours} />
        <figcaption>
          {t('crane.plan')}
          {neighbours.some((one) => one.overlaps) ? <span className="e-key e-key-overlap">{t('crane.overlap')}</span> : null}
          <span className="e-key e-key-sector">{t('crane.sector')}</span>
        </figcaption>
      </figure>
      <figure>
        <CraneSide key={shown.device.id} name={shown.device.name} shape={shape} reading={reading} />
        <figcaption>{t('crane.side')}{shape.stated ? null : <span className="e-hint">{t('crane.assumed')}</span>}{shown.stale ? <span className="e-hint">{t('crane.frozen')}</span> : null}</figcaption>
      </figure>
      <div className="e-crane-side-panel">
        <MomentGauge value={shown.number('moment-ratio')} thresholds={shown.thresholds('moment-ratio')} level={shown.level('moment-ratio')} stale={shown.stale} />
        <CraneSwitches shown={shown} />
      </div>
      <div className="e-crane-values"><Tiles project={props.project} shown={shown} points={CRANE_VALUES} /></div>
    </div>
  );
}

/** The crane has no vane; the site's weather station may. */
function windFrom(weather: DeviceLatest | undefined): number | null {
  const found = weather?.points.find((one) => one.point === 'wind-direction');
  return found === undefined || found.stale || found.quality < 64 ? null : found.value;
}
