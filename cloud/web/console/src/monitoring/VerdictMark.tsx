import type { MonitoringVerdict } from '@edge/core';
import { LevelShapeIcon } from '@edge/ui';
import { useTranslation } from 'react-i18next';

const LEVELS = { alarm: 1, warning: 3 } as const;

/** Where a value stands, by shape, word and colour; what cannot be decided is never shown as normal. */
export function VerdictMark({ verdict }: { verdict: MonitoringVerdict | null | undefined }) {
  const { t } = useTranslation();
  if (verdict === null || verdict === undefined) return <span className="e-verdict e-verdict-unknown">{t('monitoring.unknown')}</span>;
  if (verdict === 'normal') return <span className="e-verdict e-verdict-normal">{t('monitoring.verdicts.normal')}</span>;
  const level = LEVELS[verdict];
  return <span className={`e-level e-level-chip e-level-${level}`}><LevelShapeIcon level={level} /><span>{t(`monitoring.verdicts.${verdict}`)}</span></span>;
}
