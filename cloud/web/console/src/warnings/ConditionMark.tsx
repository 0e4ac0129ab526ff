import type { Condition } from '@edge/core';
import { useTranslation } from 'react-i18next';

/** What the readings say now: still there, or over. */
export function ConditionMark({ condition }: { condition: Condition }) {
  const { t } = useTranslation();
  return (
    <span className={`e-condition e-condition-${condition}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        {condition === 'active' ? <path d="M1 6h2l1.6-4 2.8 8L9 6h2" /> : <path d="M2 6.4 4.8 9 10 3.4" />}
      </svg>
      {t(`warnings.${condition}`)}
    </span>
  );
}
