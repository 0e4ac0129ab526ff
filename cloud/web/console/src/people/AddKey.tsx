import type { ApiKey, KeyDraft } from '@edge/core';
import { useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { formFaults } from './formFaults';

const SCOPES = ['projects', 'warnings', 'registers', 'organisations', 'persons', 'users'].flatMap((one) => [`${one}:read`, `${one}:write`]);

type Values = Omit<KeyDraft, 'expiresOn'> & { expiresOn: Dayjs };

interface Props {
  open: boolean;
  make: (draft: KeyDraft) => Promise<{ key: ApiKey; text: string }>;
  onClose: () => void;
  /** The text of the key, which is told this once. */
  onMade: (text: string) => void;
}

/** Name, scopes, day of expiry and quota of a new key. */
export function AddKey({ open, make, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const add = useMutation({
    mutationFn: (values: Values) => make({ ...values, expiresOn: values.expiresOn.format('YYYY-MM-DD') }),
    onSuccess: (made) => {
      onMade(made.text);
      onClose();
    },
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(add.error);
  const needed = { required: true, message: t('people.needed') };
  return (
    <Modal open={open} title={t('account.addKey')} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden afterClose={() => add.reset()}>
      {add.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ perMinute: 60, perDay: 10_000 }} onFinish={(values: Values) => add.mutate(values)}>
        <Form.Item name="name" label={t('people.name')} rules={[needed]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="scopes" label={t('account.scopes')} rules={[needed]}><Select mode="tags" tokenSeparators={[' ', ',']} options={SCOPES.map((value) => ({ value, label: value }))} /></Form.Item>
        <Form.Item name="expiresOn" label={t('account.expires')} rules={[needed]}><DatePicker /></Form.Item>
        <Form.Item label={t('account.quota')}>
          <Form.Item name="perMinute" noStyle><InputNumber min={1} max={6000} aria-label={t('account.quota')} /></Form.Item> / <Form.Item name="perDay" noStyle><InputNumber min={1} max={1_000_000} aria-label={t('account.quota')} /></Form.Item>
        </Form.Item>
      </Form>
    </Modal>
  );
}
