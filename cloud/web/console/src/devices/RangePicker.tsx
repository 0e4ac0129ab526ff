import { usePhone } from '@edge/ui';
import { DatePicker, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { fromPicker, toPicker } from '../app/siteClock';
import { SPANS, type Range, type SpanName } from './useRange';

/** A named span or two instants. */
export function RangeBar({ range }: { range: Range }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const names = Object.keys(SPANS) as SpanName[];
  return (
    <>
      <Segmented<SpanName | 'custom'>
        value={range.span ?? 'custom'}
        onChange={(value) => { if (value !== 'custom') range.setSpan(value); }}
        options={[
          ...names.map((one) => ({ value: one, label: t(`devices.range.${one}`) })),
          ...(range.span === undefined ? [{ value: 'custom' as const, label: t('devices.range.custom') }] : []),
        ]}
      />
      <DatePicker.RangePicker
        className="e-history-range" showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" allowClear={false} inputReadOnly={phone} value={[toPicker(range.from), toPicker(range.to)]}
        onChange={(days) => { if (days?.[0] && days[1]) range.setRange(fromPicker(days[0]), fromPicker(days[1])); }}
      />
    </>
  );
}
