import type { Account } from '@edge/core';
import { useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, DatePicker, Form, Input, Modal } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { formFaults } from './formFaults';

/** Name and last day of an account. */
export function EditUser({ account, open, onClose, onDone }: { account: Account; open: boolean; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ displayName: string; expiresOn?: Dayjs | null }>();
  const edit = useMutation({
    mutationFn: (values: { displayName: string; expiresOn?: Dayjs | null }) =>
      peopleApi.editUser(account.id, { displayName: values.displayName.trim(), person: account.person ?? null, expiresOn: values.expiresOn?.format('YYYY-MM-DD') ?? null }),
    onSuccess: () => { onDone(); onClose(); },
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(edit.error);
  return (
    <Modal open={open} title={`${t('people.edit')} · ${account.userName}`} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={edit.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden afterClose={() => edit.reset()}>
      {edit.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ displayName: account.displayName, expiresOn: account.expiresOn == null ? null : dayjs(account.expiresOn) }} onFinish={(values: { displayName: string; expiresOn?: Dayjs | null }) => edit.mutate(values)}>
        <Form.Item name="displayName" label={t('users.displayName')} rules={[{ required: true, whitespace: true, message: t('people.needed') }]}><Input maxLength={50} /></Form.Item>
        <Form.Item name="expiresOn" label={t('users.expires')}><DatePicker placeholder={t('people.forever')} /></Form.Item>
      </Form>
    </Modal>
  );
}
