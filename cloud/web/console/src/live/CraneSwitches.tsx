import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../app/queries';
import type { Shown } from './panel';

/** The driver, and the switches and controller alarms that are on. */
export function CraneSwitches({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const active = catalogue.all(shown.device.profile)
    .filter((one) => one.flag && /^(limit|cut|alarm)-/.test(one.id) && shown.number(one.id) === 1);
  const driver = shown.number('driver-signed-on');
  const lifting = shown.number('lifting');
  return (
    <ul className="e-switches" aria-label={t('crane.switches')}>
      {driver === null ? null : <li className={driver === 1 ? 'e-switch-good' : 'e-switch-warn'}>{t('crane.driver')} {t(driver === 1 ? 'crane.signedOn' : 'crane.notSignedOn')}</li>}
      {lifting === null ? null : <li>{t(lifting === 1 ? 'crane.lifting' : 'crane.idle')}</li>}
      {active.length === 0 && shown.state === 'online' ? <li className="e-switch-good">{t('crane.allClear')}</li> : null}
      {active.map((one) => <li key={one.id} className="e-switch-on">{one.label}</li>)}
    </ul>
  );
}
