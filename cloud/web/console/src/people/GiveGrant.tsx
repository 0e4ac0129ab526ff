import { useLanguage, useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, DatePicker, Form, Input, Modal, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { AreaSelect } from './AreaSelect';
import { formFaults } from './formFaults';
import { useRoles } from './queries';

interface Values {
  role: string;
  area: string;
  own?: boolean;
  disciplines: string;
  secrecy: string;
  until?: Dayjs;
  reason: string;
}

const DISCIPLINES = ['all', 'quality', 'safety'] as const;
const LEVELS = ['public', 'internal', 'sensitive', 'confidential'] as const;

interface Props {
  user: string;
  organisation: string | undefined;
  open: boolean;
  onClose: () => void;
  onGiven: () => void;
}

export function GiveGrant({ user, organisation, open, onClose, onGiven }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const roles = useRoles();
  const [form] = Form.useForm<Values>();
  const give = useMutation({
    mutationFn: (values: Values) => {
      const role = roles.data?.find((one) => one.role === values.role);
      const own = role?.holder === 'enterprise' || values.role === 'organisation-administrator';
      return peopleApi.give(user, {
        role: values.role, area: values.area, party: own ? organisation ?? null : null, disciplines: values.disciplines, secrecy: values.secrecy, to: values.until?.format('YYYY-MM-DD') ?? null, reason: values.reason.trim(),
      });
    },
    onSuccess: () => { onGiven(); onClose(); },
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(give.error);
  const needed = { required: true, message: t('people.needed') };
  return (
    <Modal open={open} title={t('grants.give')} okText={t('grants.give')} cancelText={t('action.cancel')} confirmLoading={give.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden afterClose={() => give.reset()}>
      {give.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ area: '210000', disciplines: 'all', secrecy: 'internal' }} onFinish={(values: Values) => give.mutate(values)}>
        <Form.Item name="role" label={t('grants.role')} rules={[needed]}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={roles.data?.map((one) => ({ value: one.role, label: language === 'en' ? one.labelEn : one.label }))} />
        </Form.Item>
        <Form.Item name="area" label={t('people.area')} rules={[needed]}><AreaSelect /></Form.Item>
        <Form.Item name="disciplines" label={t('grants.disciplines')}><Select options={DISCIPLINES.map((value) => ({ value, label: t(`grants.discipline.${value}`) }))} /></Form.Item>
        <Form.Item name="secrecy" label={t('grants.secrecy')}><Select options={LEVELS.map((value) => ({ value, label: t(`grants.level.${value}`) }))} /></Form.Item>
        <Form.Item name="until" label={t('grants.to')}><DatePicker placeholder={t('people.forever')} /></Form.Item>
        <Form.Item name="reason" label={t('grants.reason')} rules={[{ ...needed, whitespace: true }]}><Input maxLength={200} /></Form.Item>
      </Form>
    </Modal>
  );
}
