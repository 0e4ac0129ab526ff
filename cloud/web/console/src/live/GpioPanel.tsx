import { Age } from '@edge/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue } from '../app/queries';
import { DeviceCard, deviceLink, type PanelProps, type Shown } from './panel';

const ICONS: Record<string, ReactNode> = {
  siren: <path d="M6 20v-6a6 6 0 0 1 12 0v6M3 20h18M12 2v2M4 5l1.5 1.5M20 5l-1.5 1.5M12 11v4" />,
  beacon: <path d="M8 20v-8h8v8M5 20h14M12 3v4M5 6l3 3M19 6l-3 3" />,
  'spray-pump': <path d="M4 20h7V9H6v11M11 11h4l3-3M20 6l1-1M20 10h2M18 4V2M8 9V6" />,
  'emergency-stop': <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 8v5M12 16v.5" />,
};

/** What the gateway drives on site, and the emergency stop. */
export function GpioPanel(props: PanelProps) {
  const { t } = useTranslation();
  return (
    <DeviceCard title={t('panel.gpio')} props={props} className="e-span-4">
      {(shown) => <div className="e-outputs"><Outputs project={props.project} shown={shown} /></div>}
    </DeviceCard>
  );
}

function Outputs({ project, shown }: { project: string; shown: Shown }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  return catalogue.all(shown.device.profile).map((info) => {
    const number = shown.number(info.id);
    const known = number !== null && shown.state === 'online';
    const on = known && number === 1;
    const input = info.id === 'emergency-stop';
    const alarming = on && (info.id === 'siren' || info.id === 'beacon' || input);
    return (
      <Link
        key={info.id} to={`${deviceLink(project, shown.device.id)}?point=${info.id}`}
        className={`e-output e-plain${!known ? ' e-output-unknown' : alarming ? ' e-output-on' : on ? ' e-output-run' : ''}`}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">{ICONS[info.id] ?? <circle cx="12" cy="12" r="8" />}</svg>
        <span className="e-muted">{info.label}</span>
        <strong>{!known ? t('value.never') : t(input ? (on ? 'panel.active' : 'panel.inactive') : on ? 'panel.on' : 'panel.off')}</strong>
        <span className="e-hint"><Age time={shown.value(info.id)?.time} /></span>
      </Link>
    );
  });
}
