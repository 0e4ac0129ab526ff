import { TRACK, type Handling } from '@edge/core';
import { useTranslation } from 'react-i18next';

/** How far the handling has come. */
export function Track({ handling }: { handling: Handling }) {
  const { t } = useTranslation();
  if (handling === 'falseAlarm') return <p className="e-track-false">{t('handling.falseAlarm')}</p>;
  const at = TRACK.indexOf(handling);
  return (
    <ol className="e-track">
      {TRACK.map((one, index) => (
        <li key={one} className={index < at ? 'e-track-done' : index === at ? 'e-track-now' : ''} aria-current={index === at ? 'step' : undefined}>
          <span>{t(`handling.${one}`)}</span>
        </li>
      ))}
    </ol>
  );
}
