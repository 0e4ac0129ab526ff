import type { WarningDelivery } from '@edge/core';
import { Instant } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { useChannel } from './useChannel';

const STATES = ['pending', 'delivered', 'merged', 'dead'] as const;

/** Each notice with its receipt. */
export function SheetDeliveries({ deliveries }: { deliveries: readonly WarningDelivery[] }) {
  const { t } = useTranslation();
  const channel = useChannel();
  if (deliveries.length === 0) return <p className="e-muted">{t('sheet.noDeliveries')}</p>;
  return (
    <ul className="e-deliveries">
      {deliveries.map((one) => {
        const known = STATES.find((state) => state === one.state);
        return (
          <li key={`${one.channel}${one.target}${one.at ?? ''}`} className={`e-delivery-${one.state}`}>
            <span>{channel(one.channel)}</span>
            <span className="e-muted">{one.person ? `${one.person} ` : ''}<span className="e-number">{one.target}</span></span>
            <strong>{known === undefined ? one.state : t(`deliveryState.${known}`)}{one.attempts > 1 ? ` ×${one.attempts}` : ''}</strong>
            <span className="e-hint">{one.at ? <Instant time={one.at} format="clock" /> : null}{one.receipt ? ` ${one.receipt}` : ''}</span>
          </li>
        );
      })}
    </ul>
  );
}
