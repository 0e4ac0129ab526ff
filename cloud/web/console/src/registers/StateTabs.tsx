import { formatFigure, readFilter, replaceFilter, statesOf, type ListState, type Register } from '@edge/core';
import { useTranslation } from 'react-i18next';
import { usePivot } from './queries';
import { useLabel } from './words';

const BY_STATE = ['state'] as const;

/** The states with how many records each has under the other conditions; pressing one filters by it. */
export function StateTabs({ register, state, onChange }: { register: Register; state: ListState; onChange: (change: Partial<ListState>) => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  const others = state.filters.filter((one) => readFilter(one)?.column !== 'state');
  const { data } = usePivot(register.name, { ...state, filters: others }, BY_STATE, 'count', '');
  const chosen = statesOf(state.filters);
  const count = (name: string): number => data?.cells.find((one) => one.keys[0] === name)?.count ?? 0;
  const total = data?.cells.reduce((sum, one) => sum + one.count, 0);
  const press = (name: string | undefined): void => onChange({ filters: replaceFilter(state.filters, 'state', name === undefined ? undefined : `state:eq:${name}`) });
  return (
    <div className="e-state-tabs" role="group" aria-label={t('registers.all')}>
      <button type="button" aria-pressed={chosen.length === 0} onClick={() => press(undefined)}>{t('registers.all')} <b>{total === undefined ? '' : formatFigure(total)}</b></button>
      {register.states.map((one) => (
        <button key={one.name} type="button" aria-pressed={chosen.includes(one.name)} onClick={() => press(chosen.length === 1 && chosen[0] === one.name ? undefined : one.name)}>
          {label(one.label)} <b>{data === undefined ? '' : formatFigure(count(one.name))}</b>
        </button>
      ))}
    </div>
  );
}
