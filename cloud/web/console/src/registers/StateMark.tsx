import type { Register } from '@edge/core';
import { useTranslation } from 'react-i18next';
import { useLabel } from './words';

/** The state of a record: begun, under way or ended by shape and word, void by a line through it. */
export function StateMark({ register, state, isVoid = false }: { register: Pick<Register, 'states' | 'initial'>; state: string; isVoid?: boolean }) {
  const { t } = useTranslation();
  const label = useLabel();
  const found = register.states.find((one) => one.name === state);
  const kind = found?.final === true ? 'final' : found?.resting === true ? 'resting' : state === register.initial ? 'begun' : 'going';
  return (
    <span className={`e-state-mark e-state-${isVoid ? 'void' : kind}`}>
      {found === undefined ? state : label(found.label)}
      {isVoid ? <em>{t('registers.void')}</em> : null}
    </span>
  );
}
