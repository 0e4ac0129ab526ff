import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../app/queries';
import { DeviceCard, type PanelProps, type Shown } from './panel';
import { Tiles } from './Tiles';

/** Builder's hoist: car on its mast, load, people, doors. */
export function HoistPanel(props: PanelProps) {
  const { t } = useTranslation();
  return (
    <DeviceCard title={t('panel.hoist')} props={props} className="e-span-4">
      {(shown) => (
        <div className="e-hoist">
          <HoistDrawing shown={shown} />
          <div className="e-stack">
            <Tiles project={props.project} shown={shown} points={['load', 'people', 'height', 'floor', 'speed', 'governor-days-left']} />
            <Switches shown={shown} />
          </div>
        </div>
      )}
    </DeviceCard>
  );
}

function HoistDrawing({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const top = shown.device.parameters?.['max-height'] ?? shown.device.parameters?.['mast-height'] ?? Math.max(100, shown.number('height') ?? 0);
  const height = shown.number('height');
  const y = height === null ? 0 : Math.min(1, Math.max(0, height / top)) * 150;
  return (
    <svg className={`e-hoist-drawing${shown.stale ? ' e-crane-frozen' : ''}`} viewBox="0 0 56 190" role="img" aria-label={`${t('panel.hoist')} ${height ?? ''} m`}>
      <path className="e-crane-ground" d="M0 184H56" />
      <path className="e-hoist-mast" d="M14 184V8H22V184M14 16L22 24L14 32L22 40L14 48L22 56L14 64L22 72L14 80L22 88L14 96L22 104L14 112L22 120L14 128L22 136L14 144L22 152L14 160L22 168L14 176" />
      {height === null ? null : <rect className="e-hoist-car" x="23" y="156" width="26" height="27" rx="2" style={{ transform: `translateY(${-y}px)` }} />}
    </svg>
  );
}

function Switches({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const active = catalogue.all(shown.device.profile).filter((one) => one.flag && /-(open|tripped)$|^limit-|^alarm-/.test(one.id) && shown.number(one.id) === 1);
  return (
    <ul className="e-switches" aria-label={t('panel.doors')}>
      {active.length === 0 && shown.state === 'online' ? <li className="e-switch-good">{t('panel.doorsClear')}</li> : null}
      {active.map((one) => <li key={one.id} className="e-switch-on">{one.label}</li>)}
    </ul>
  );
}
