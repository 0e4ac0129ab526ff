import { thresholdsOf, type WarningDetail } from '@edge/core';
import { chartModels, Curve, Ready, useLanguage, useMinute } from '@edge/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue, useDevices, useHistory, useRules, useSensorTypes } from '../app/queries';

const AROUND_MS = 30 * 60_000;

/** The curve from half an hour before the start to half an hour after the end, or to now. */
export function SheetCurve({ warning }: { warning: WarningDetail }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const now = useMinute();
  const { data: devices } = useDevices(warning.project);
  const { startedAt, recoveredAt, lastAt } = warning;
  const range = useMemo(() => {
    const end = Math.max(Date.parse(recoveredAt ?? lastAt), Date.parse(startedAt)) + AROUND_MS;
    // Whole minutes: a live warning does not ask for a new curve with every reading.
    const to = Math.min(Math.ceil(end / 60_000) * 60_000, now);
    return { from: new Date(Date.parse(startedAt) - AROUND_MS).toISOString(), to: new Date(to).toISOString() };
  }, [startedAt, recoveredAt, lastAt, now]);
  const device = devices?.find((one) => one.id === warning.device);
  const language = useLanguage();
  const { data: rules } = useRules(warning.project);
  const { data: types } = useSensorTypes();
  const limits = device && rules && types ? thresholdsOf({ rules, types, device, language, at: Date.parse(startedAt) }) : undefined;
  const drawn = device !== undefined && catalogue.all(device.profile).some((one) => one.id === warning.point);
  const query = useHistory(warning.project, warning.device, { points: drawn ? [warning.point] : [], ...range });
  if (devices !== undefined && !drawn) return <p className="e-muted">{t('sheet.noCurve')}</p>;
  return (
    <Ready query={query} what={t('sheet.curve')} rows={5}>
      {(history) => (
        <>
          {chartModels(history, device?.profile ?? '', catalogue, limits).map((model) => <Curve key={warning.point} model={model} height={230} />)}
        </>
      )}
    </Ready>
  );
}
