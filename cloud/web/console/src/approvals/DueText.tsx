import { useTranslation } from 'react-i18next';

/** The last day with the working days left, in words. */
export function DueText({ due, workingDays }: { due: string | null | undefined; workingDays: number | null | undefined }) {
  const { t } = useTranslation();
  if (due == null || workingDays == null) return null;
  const late = workingDays < 0;
  const text = late ? t('approvals.overdue', { count: -workingDays }) : workingDays === 0 ? t('approvals.dueToday') : t('approvals.daysLeft', { count: workingDays });
  return <span className={late ? 'e-case-late' : 'e-nowrap'}>{due} · {text}</span>;
}
