import { formatNumber, formatShare, type DeliveryDay } from '@edge/core';
import { DataTable, type Column } from '@edge/ui';
import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { deviceLink } from '../live/panel';

const REASONS = ['disk-full', 'age', 'policy'] as const;

export function DeliveryTable({ days, name, project }: { days: readonly DeliveryDay[]; name: (id: string | null) => string; project: string }) {
  const { t } = useTranslation();
  const rows = [...days].sort((a, b) => b.day.localeCompare(a.day) || name(a.device).localeCompare(name(b.device)));
  const sum = (pick: (one: DeliveryDay) => number): number => rows.reduce((total, one) => total + pick(one), 0);
  const columns: Column<DeliveryDay>[] = [
    { key: 'day', title: t('delivery.day'), card: 'corner', render: (one) => <span className="e-number">{one.day}</span> },
    {
      key: 'device', title: t('delivery.device'), card: 'title',
      render: (one) => (one.device === null ? '—' : <Link to={`${deviceLink(project, one.device)}?from=${one.day}T00:00:00%2B08:00&to=${one.day}T23:59:59%2B08:00`}>{name(one.device)}</Link>),
    },
    { key: 'expected', title: t('delivery.expected'), align: 'right', render: (one) => <span className="e-number">{formatNumber(one.expected)}</span> },
    { key: 'received', title: t('delivery.received'), align: 'right', render: (one) => <span className="e-number">{formatNumber(one.received)}</span> },
    { key: 'late', title: t('delivery.late'), align: 'right', render: (one) => <span className={`e-number${one.late > 0 ? '' : ' e-hint'}`}>{formatNumber(one.late)}</span> },
    {
      key: 'missing', title: t('delivery.missing'), align: 'right',
      render: (one) => { const missing = one.expected === null ? null : Math.max(0, one.expected - one.received - one.lost); return <span className={`e-number${missing ? ' e-delivery-missing' : ' e-hint'}`}>{formatNumber(missing)}</span>; },
    },
    { key: 'lost', title: t('delivery.lost'), align: 'right', render: (one) => <Lost day={one} /> },
    { key: 'complete', title: t('delivery.complete'), align: 'right', render: (one) => <strong className="e-number">{one.complete === null ? '—' : formatShare(one.complete)}</strong> },
  ];
  return (
    <DataTable
      caption={t('delivery.table')} columns={columns} rows={rows} rowKey={(one) => `${one.day}/${one.device ?? ''}`}
      footer={`${t('delivery.totals')}：${t('delivery.expected')} ${formatNumber(sum((one) => one.expected ?? 0))} · ${t('delivery.received')} ${formatNumber(sum((one) => one.received))} · ${t('delivery.late')} ${formatNumber(sum((one) => one.late))} · ${t('delivery.lost')} ${formatNumber(sum((one) => one.lost))}`}
    />
  );
}

function Lost({ day }: { day: DeliveryDay }) {
  const { t } = useTranslation();
  const reason = (text: string): string => {
    const known = REASONS.find((one) => one === text);
    return known === undefined ? text : t(`delivery.reasons.${known}`);
  };
  if (day.lost === 0) return <span className="e-number e-hint">0</span>;
  return (
    <Popover
      trigger={['hover', 'focus', 'click']} title={t('delivery.ranges')}
      content={<ul>{day.lostRanges.map((one) => <li key={one.first}>{t('delivery.range', { first: one.first, last: one.last, reason: reason(one.reason) })}</li>)}</ul>}
    >
      <button type="button" className="e-delivery-lost e-number">{formatNumber(day.lost)}</button>
    </Popover>
  );
}
