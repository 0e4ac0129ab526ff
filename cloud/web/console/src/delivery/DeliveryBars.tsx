import { formatNumber, formatShare, type DeliveryDay } from '@edge/core';
import { useTranslation } from 'react-i18next';

/** One bar per device and day: received on time, late, lost, and what is still outstanding. */
export function DeliveryBars({ days, name }: { days: readonly DeliveryDay[]; name: (id: string | null) => string }) {
  const { t } = useTranslation();
  const dates = [...new Set(days.map((one) => one.day))].sort();
  const devices = [...new Set(days.map((one) => one.device))];
  return (
    <>
      <ul className="e-delivery-key" aria-hidden="true">
        <li className="e-bar-received">{t('delivery.received')}</li>
        <li className="e-bar-late">{t('delivery.late')}</li>
        <li className="e-bar-missing">{t('delivery.missing')}</li>
        <li className="e-bar-lost">{t('delivery.lost')}</li>
        {days.some((one) => one.expected === null) ? <li className="e-bar-unknown">{t('delivery.noLedger')}</li> : null}
      </ul>
      <div className="e-bars-wrap">
        <table className="e-bars">
          <thead>
            <tr><th scope="col"><span className="e-visually-hidden">{t('delivery.device')}</span></th>{dates.map((one) => <th key={one} scope="col">{one.slice(5)}</th>)}</tr>
          </thead>
          <tbody>
            {devices.map((device) => (
              <tr key={device ?? ''}>
                <th scope="row">{name(device)}</th>
                {dates.map((date) => <td key={date}><Bar day={days.find((one) => one.day === date && one.device === device)} name={name(device)} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Bar({ day, name }: { day: DeliveryDay | undefined; name: string }) {
  const { t } = useTranslation();
  if (day === undefined) return <span className="e-hint">—</span>;
  const { expected, received, late, lost } = day;
  const all = Math.max(1, expected ?? received + lost, received + lost);
  const share = (count: number): number => (100 * count) / all;
  const onTime = share(Math.max(0, received - late));
  const text = t('delivery.dayDevice', { day: day.day, device: name, share: day.complete === null ? '—' : formatShare(day.complete) });
  const title = `${text}\n${t('delivery.expected')} ${formatNumber(expected)} · ${t('delivery.received')} ${formatNumber(received)} · ${t('delivery.late')} ${formatNumber(late)} · ${t('delivery.lost')} ${formatNumber(lost)}`;
  return (
    <span className="e-bar" title={title}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={text}>
        <rect className="e-bar-missing" width={100} height={10} />
        <rect className={expected === null ? 'e-bar-unknown' : 'e-bar-received'} width={onTime} height={10} />
        <rect className="e-bar-late" x={onTime} width={share(Math.min(late, received))} height={10} />
        {lost > 0 ? <rect className="e-bar-lost" x={100 - Math.max(2, share(lost))} width={Math.max(2, share(lost))} height={10} /> : null}
      </svg>
      <span className="e-number">{day.complete === null ? formatNumber(received) : formatShare(day.complete)}</span>
    </span>
  );
}
