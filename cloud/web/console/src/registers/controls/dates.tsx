import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { fromPicker, toPicker } from '../../app/siteClock';
import type { ControlProps } from './types';

/** A day as the contract writes it: 2026-11-23. */
export function DayControl({ id, value, onChange, disabled, span = 'date' }: ControlProps<unknown> & { span?: 'date' | 'month' | 'year' }) {
  const { t } = useTranslation();
  const format = { date: 'YYYY-MM-DD', month: 'YYYY-MM', year: 'YYYY' }[span];
  return (
    <DatePicker
      id={id} picker={span} format={format} disabled={disabled} placeholder={t('form.pick')} className="e-control-full"
      value={typeof value === 'string' && value !== '' ? dayjs(value) : null} onChange={(day) => onChange?.(day === null || Array.isArray(day) ? null : day.format(format))}
    />
  );
}

/** An instant in site time. */
export function InstantControl({ id, value, onChange, disabled }: ControlProps<unknown>) {
  const { t } = useTranslation();
  return (
    <DatePicker
      id={id} showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" disabled={disabled} placeholder={t('form.pick')} className="e-control-full"
      value={typeof value === 'string' && value !== '' ? toPicker(value) : null}
      onChange={(at) => onChange?.(at === null || Array.isArray(at) ? null : new Date(fromPicker(at)).toISOString())}
    />
  );
}
