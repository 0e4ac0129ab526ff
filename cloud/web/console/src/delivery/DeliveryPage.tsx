import { siteDay, type DeliveryDay } from '@edge/core';
import { Card, EmptyState, Filters, Page, Ready, useMinute, usePhone } from '@edge/ui';
import { Checkbox, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useDelivery, useDevices } from '../app/queries';
import { DeliveryBars } from './DeliveryBars';
import { DeliveryTable } from './DeliveryTable';
import './delivery.css';

const DAY_MS = 86_400_000;

/** Expected, received, late and lost, per device and day. */
export function DeliveryPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const now = useMinute();
  const p = useParams()['p'] ?? '';
  const [search, setSearch] = useSearchParams();
  const to = search.get('to') ?? siteDay(now);
  const from = search.get('from') ?? siteDay(now - 6 * DAY_MS);
  const device = search.get('device') ?? undefined;
  const gaps = search.get('gaps') === '1';
  const query = useDelivery(p, from, to);
  const { data: devices } = useDevices(p);
  const set = (next: Record<string, string | undefined>): void => setSearch((held) => {
    for (const [name, value] of Object.entries(next)) {
      if (value === undefined) held.delete(name);
      else held.set(name, value);
    }
    return held;
  }, { replace: true });
  const name = (id: string | null): string => (id === null ? '—' : devices?.find((one) => one.id === id)?.name ?? id);
  const keep = (one: DeliveryDay): boolean => (device === undefined || one.device === device) && (!gaps || (one.complete !== null && one.complete < 1) || one.lost > 0);
  return (
    <Page title={t('delivery.title')} scope={<span>{t('delivery.hint')}</span>}>
      <Filters>
        <DatePicker.RangePicker
          allowClear={false} inputReadOnly={phone} value={[dayjs(from), dayjs(to)]} disabledDate={(day) => day.isAfter(dayjs(siteDay(now)), 'day')} aria-label={t('delivery.period')}
          onChange={(days) => { if (days?.[0] && days[1]) set({ from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') }); }}
        />
        <Select
          className="e-control-wide" allowClear value={device} placeholder={t('delivery.allDevices')} aria-label={t('delivery.device')} popupMatchSelectWidth={false}
          onChange={(value: string | undefined) => set({ device: value })} options={(devices ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
        <Checkbox checked={gaps} onChange={(event) => set({ gaps: event.target.checked ? '1' : undefined })}>{t('delivery.onlyGaps')}</Checkbox>
      </Filters>
      <Ready query={query} what={t('delivery.what')} rows={10}>
        {(days) => {
          const shown = days.filter(keep);
          if (shown.length === 0) return <Card><EmptyState title={t('delivery.none')} hint={t('delivery.noneHint')} /></Card>;
          return (
            <>
              <Card title={t('delivery.bars')}><DeliveryBars days={shown} name={name} /></Card>
              <Card flush title={t('delivery.table')}><DeliveryTable days={shown} name={name} project={p} /></Card>
            </>
          );
        }}
      </Ready>
    </Page>
  );
}
