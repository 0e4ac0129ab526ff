import { formatFigure, type ListColumn, type Totals } from '@edge/core';
import { useTranslation } from 'react-i18next';
import { useLabel } from './words';

/** How many there are in all, how many are here, and the sums of what is shown. */
export function ListFooter({ columns, totals, loaded, loading }: { columns: readonly ListColumn[]; totals: Totals | undefined; loaded: number; loading: boolean }) {
  const { t } = useTranslation();
  const label = useLabel();
  const sums = columns.filter((one) => one.numeric && totals?.sums[one.name] != null);
  return (
    <footer className="e-list-foot">
      {totals === undefined ? null : <strong>{t('registers.total', { total: formatFigure(totals.count) })}</strong>}
      {totals !== undefined && loaded < totals.count ? <span>{t('registers.loaded', { loaded: formatFigure(loaded) })}</span> : null}
      {loading ? <span role="status">{t('state.loading')}</span> : null}
      {sums.map((one) => <span key={one.name}>{t('registers.sums')} {label(one.label)} <b className="e-number">{formatFigure(totals?.sums[one.name])}</b> {one.unit}</span>)}
    </footer>
  );
}
