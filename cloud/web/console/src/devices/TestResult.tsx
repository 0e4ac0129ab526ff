import { formatValue, NO_VALUE, PointCatalogue, reasonName, type DeviceTest, type Profile } from '@edge/core';
import { Card, Skeleton, useLanguage, useProblemText } from '@edge/ui';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  answer: DeviceTest | undefined;
  error: Error | null;
  pending: boolean;
  profile: Profile | undefined;
  changed: boolean;
}

/** What the gateway read from the device, or why it could not. */
export function TestResult({ answer, error, pending, profile, changed }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const fault = useProblemText(error);
  const catalogue = new PointCatalogue(profile === undefined ? [] : [profile], language);
  return (
    <Card title={t('addDevice.readings')}>
      {pending ? <Skeleton rows={5} label={t('addDevice.testing')} /> : null}
      {!pending && error !== null ? <Alert type="error" showIcon title={fault} /> : null}
      {!pending && error === null && answer === undefined ? <p className="e-muted">{t('addDevice.waiting')}</p> : null}
      {!pending && error === null && answer !== undefined ? (
        <div className="e-test-result">
          <Alert
            type={changed ? 'warning' : answer.ok ? 'success' : 'error'} showIcon
            title={changed ? t('addDevice.changed') : answer.ok ? t('addDevice.testOk', { ms: Math.round(answer.milliseconds) }) : t('addDevice.testFailed', { error: answer.error ?? '' })}
          />
          <ul className="e-test-readings">
            {answer.readings.map((one) => {
              const info = catalogue.find(profile?.id ?? '', one.point);
              const bad = one.value === null || one.quality < 64;
              const figure = info.flag ? t(one.value === 1 ? 'value.on' : 'value.off') : `${formatValue(one.value, info.unit)} ${info.unit}`;
              return (
                <li key={one.point}>
                  <span>{info.label}</span>
                  {bad ? <span className="e-test-bad">{NO_VALUE} {t('value.bad', { reason: t(`reason.${reasonName(one.reason)}`) })}</span> : <strong className="e-number">{figure}</strong>}
                </li>
              );
            })}
          </ul>
        </div>
      ) : null}
    </Card>
  );
}
