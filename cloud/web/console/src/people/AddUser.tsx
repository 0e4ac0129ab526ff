import { useProblemText } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { formFaults } from './formFaults';
import { peopleKeys } from './queries';

interface Values {
  userName: string;
  displayName: string;
  organisation?: string;
  kind: 'person' | 'machine';
}

export function AddUser({ open, onClose, onPassword }: { open: boolean; onClose: () => void; onPassword: (password: string) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const organisations = useQuery({
    queryKey: [...peopleKeys.organisations, 'active'], queryFn: ({ signal }) => peopleApi.organisations({ state: 'active' }, signal), enabled: open,
  });
  const add = useMutation({
    mutationFn: (values: Values) => peopleApi.addUser({ ...values, organisation: values.organisation ?? null }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: peopleKeys.users });
      onClose();
      if (made.password !== null) onPassword(made.password);
    },
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(add.error);
  const needed = { required: true, whitespace: true, message: t('people.needed') };
  return (
    <Modal open={open} title={t('users.add')} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      {add.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ kind: 'person' }} onFinish={(values: Values) => add.mutate(values)}>
        <Form.Item name="kind" label={t('users.kind')}>
          <Radio.Group options={[{ value: 'person', label: t('users.person') }, { value: 'machine', label: t('users.machine') }]} />
        </Form.Item>
        <Form.Item name="displayName" label={t('users.displayName')} rules={[needed]}><Input maxLength={50} /></Form.Item>
        <Form.Item name="userName" label={t('account.userName')} extra={t('users.nameHint')} rules={[needed, { pattern: /^[a-z][a-z0-9._-]{2,31}$/, message: t('users.nameHint') }]}>
          <Input autoCapitalize="none" spellCheck={false} maxLength={32} />
        </Form.Item>
        <Form.Item name="organisation" label={t('people.organisation')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('people.none')} options={organisations.data?.items.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
