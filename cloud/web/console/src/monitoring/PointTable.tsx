import { formatValue, type MonitoredPoint } from '@edge/core';
import { Age, DataTable, type Column } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue, useDevices } from '../app/queries';
import { useSpan } from './useSpan';
import { VerdictMark } from './VerdictMark';

const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatValue(value, undefined)}`;

/** What every point says now against its limits; a value that is too old is shown as such and never judged. */
export function PointTable({ project, points, item }: { project: string; points: readonly MonitoredPoint[]; item: (item: string) => string }) {
  const { t } = useTranslation();
  const span = useSpan();
  const catalogue = useCatalogue();
  const { data: devices } = useDevices(project);
  const source = (one: MonitoredPoint): string => {
    const device = devices?.find((each) => each.id === one.device);
    return t('monitoring.device', { device: device?.name ?? one.device, point: device === undefined ? one.point : catalogue.find(device.profile, one.point ?? '').label });
  };
  const columns: Column<MonitoredPoint>[] = [
    {
      key: 'code', title: t('monitoring.point'), card: 'title',
      render: (one) => <div className="e-monitoring-name"><Link to={`/registers/monitoring-points/${one.id}`}><strong>{one.code}</strong></Link><span className="e-hint">{item(one.item)}{one.place == null ? '' : ` · ${one.place}`}</span></div>,
    },
    { key: 'verdict', title: t('monitoring.verdict'), card: 'corner', width: 120, render: (one) => <VerdictMark verdict={one.verdict} /> },
    {
      key: 'value', title: t('monitoring.value'), align: 'right',
      render: (one) => <span className={`e-number${one.stale ? ' e-verdict-stale' : ''}`}><strong>{one.value == null ? '—' : formatValue(one.value, undefined)}</strong> <span className="e-hint">{one.unit}</span></span>,
    },
    {
      key: 'rate', title: t('monitoring.rate'), align: 'right',
      render: (one) => (one.rate == null ? <span className="e-hint" title={t('monitoring.noRate')}>—</span>
        : <span className="e-number" title={one.rateAlarmAt == null ? undefined : t('monitoring.rateLimit', { value: formatValue(one.rateAlarmAt, undefined), unit: one.unit })}>{signed(one.rate)} <span className="e-hint">{one.unit}/d</span></span>),
    },
    {
      key: 'limits', title: t('monitoring.limits'), align: 'right',
      render: (one) => <span className="e-number e-muted" title={one.source}>±{formatValue(one.warnAt, undefined)} / ±{formatValue(one.alarmAt, undefined)} {one.unit}</span>,
    },
    {
      key: 'from', title: t('monitoring.from'),
      render: (one) => <span className="e-hint" title={t('monitoring.every', { text: span(one.everyMinutes * 60_000) })}>{one.live && one.device != null ? source(one) : t('monitoring.byHand')}</span>,
    },
    { key: 'at', title: t('monitoring.at'), align: 'right', render: (one) => (one.at == null ? <span className="e-hint">{t('monitoring.never')}</span> : <Age time={one.at} />) },
  ];
  return <DataTable caption={t('monitoring.now')} columns={columns} rows={points} rowKey={(one) => one.id} />;
}
