import type { WarningAction, WarningLog } from '@edge/core';
import { ACTION_FIELDS } from '@edge/core';
import { Instant } from '@edge/ui';
import { useTranslation } from 'react-i18next';

const WORDS = ['raise', 'escalate', 'ease', 'recover', 'push'] as const;

/** Everything that was done, newest last; lines never change. */
export function SheetLog({ log }: { log: readonly WarningLog[] }) {
  const { t } = useTranslation();
  const word = (action: string): string => {
    if (action in ACTION_FIELDS) return t(`act.${action as WarningAction}`);
    const known = WORDS.find((one) => one === action);
    return known === undefined ? action : t(`logWord.${known}`);
  };
  return (
    <ol className="e-log">
      {log.map((one, at) => (
        <li key={`${one.at}${one.action}${at}`}>
          <Instant time={one.at} />
          <div>
            <p><strong>{word(one.action)}</strong> <span className="e-muted">{one.actor === 'system' ? '' : one.actor}</span></p>
            {one.note ? <p className="e-muted">{one.note}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
