import type { ChainState } from '@edge/core';
import { Instant } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { useChannel } from './useChannel';

const STATES = ['waiting', 'notified', 'acknowledged', 'escalated', 'skipped', 'failed'] as const;

/** Who is told in which order, and where it stands. */
export function SheetChain({ chain }: { chain: readonly ChainState[] }) {
  const { t } = useTranslation();
  const channel = useChannel();
  if (chain.length === 0) return <p className="e-muted">{t('sheet.chainNone')}</p>;
  return (
    <ol className="e-chain-states">
      {chain.map((one) => {
        const known = STATES.find((state) => state === one.state);
        return (
          <li key={one.order} className={`e-chain-${one.state}`}>
            <strong>{one.person}</strong>
            <span className="e-muted">{one.channels.map(channel).join(t('list.comma'))}</span>
            <span className="e-chain-state">{known === undefined ? one.state : t(`chainState.${known}`)}</span>
            <span className="e-hint">{one.at ? <Instant time={one.at} /> : null}</span>
          </li>
        );
      })}
    </ol>
  );
}
