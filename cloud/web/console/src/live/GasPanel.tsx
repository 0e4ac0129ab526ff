import { RangeBar, ValueText } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue } from '../app/queries';
import { DeviceCard, deviceLink, type PanelProps, type Shown } from './panel';

const GASES = ['co', 'h2s', 'o2', 'lel', 'so2', 'no2', 'nh3'];

/** Gases with their limits: how far each is from its threshold. */
export function GasPanel(props: PanelProps) {
  const { t } = useTranslation();
  return (
    <DeviceCard title={t('panel.gases')} props={props} className="e-span-4">
      {(shown) => <ul className="e-gases"><Rows project={props.project} shown={shown} /></ul>}
    </DeviceCard>
  );
}

function Rows({ project, shown }: { project: string; shown: Shown }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const known = catalogue.all(shown.device.profile).filter((one) => GASES.includes(one.id));
  return known.map((info) => {
    const limits = shown.thresholds(info.id);
    const top = Math.max(...limits.map((one) => one.value), 0);
    // Without a threshold the scale is the range of the probe; with one, a little beyond the most severe.
    const [low, high] = info.id === 'o2' ? [15, 25] : [info.min ?? 0, top > 0 ? top * 1.4 : info.max ?? 1];
    return (
      <li key={info.id}>
        <Link className="e-tile" to={`${deviceLink(project, shown.device.id)}?point=${info.id}`}>
          <span className="e-gas-line">
            <span className="e-tile-name">{info.label}</span>
            <ValueText value={shown.value(info.id)} info={info} state={shown.state} level={shown.level(info.id)} />
          </span>
          <RangeBar value={shown.number(info.id)} thresholds={limits} low={low} high={high} />
          <span className="e-hint">{limits.length === 0 ? t('panel.noLimit') : limits.map((one) => t(`chart.${one.compare}`, { value: one.value, unit: info.unit })).join(' / ')}</span>
        </Link>
      </li>
    );
  });
}
