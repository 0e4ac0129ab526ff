import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCatalogue, useDevices } from '../app/queries';
import { useRecord } from '../registers/queries';

interface Props {
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
  disabled?: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The devices of the project of the hazardous work that the form names. */
function useWorkDevices() {
  const work = text(Form.useWatch('work'));
  const { data } = useRecord('hazardous-works', work);
  const { data: devices } = useDevices(data?.record.project ?? '');
  return { work, devices: work === '' ? [] : devices ?? [] };
}

/** A device by its name, not by what somebody remembers of its id. */
export function DevicePick({ id, value, onChange, disabled }: Props) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const { work, devices } = useWorkDevices();
  return (
    <Select
      id={id} value={text(value) === '' ? undefined : text(value)} disabled={disabled} allowClear placeholder={t(work === '' ? 'monitoring.firstWork' : 'monitoring.pickDevice')}
      notFoundContent={t(work === '' ? 'monitoring.firstWork' : 'monitoring.noDevice')} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false}
      options={devices.map((one) => ({ value: one.id, label: `${one.name} (${one.id})` }))}
      onChange={(next: unknown) => {
        form.setFieldValue('point', null);
        onChange?.(next ?? null);
      }}
    />
  );
}

/** A point of that device; its unit is that of the limits. */
export function PointPick({ id, value, onChange, disabled }: Props) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const catalogue = useCatalogue();
  const { devices } = useWorkDevices();
  const device = text(Form.useWatch('device'));
  const profile = devices.find((one) => one.id === device)?.profile;
  const points = profile === undefined ? [] : catalogue.all(profile).filter((one) => !one.flag);
  return (
    <Select
      id={id} value={text(value) === '' ? undefined : text(value)} disabled={disabled} allowClear placeholder={t('monitoring.pickPoint')} notFoundContent={t('monitoring.pickDevice')}
      showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} options={points.map((one) => ({ value: one.id, label: `${one.label} (${one.unit})` }))}
      onChange={(next: unknown) => {
        const unit = points.find((one) => one.id === next)?.unit;
        if (unit !== undefined) form.setFieldValue('unit', unit);
        onChange?.(next ?? null);
      }}
    />
  );
}
