import { PlusOutlined } from '@ant-design/icons';
import type { SignOnClient } from '@edge/core';
import { Card, DataTable, EmptyState, Ready, useProblemText, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { formFaults } from './formFaults';
import { OnceDialog } from './OnceDialog';
import { peopleKeys } from './queries';

/** The systems into which our people come by single sign-on. */
export function ClientsCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [form] = Form.useForm<{ name: string; addresses: string }>();
  const query = useQuery({ queryKey: peopleKeys.clients, queryFn: ({ signal }) => peopleApi.clients(signal) });
  const changed = (): void => { void client.invalidateQueries({ queryKey: peopleKeys.clients }); };
  const remove = useMutation({ mutationFn: (id: string) => peopleApi.removeClient(id), onSuccess: changed });
  const add = useMutation({
    mutationFn: (values: { name: string; addresses: string }) =>
      peopleApi.addClient({ name: values.name, redirectUris: values.addresses.split('\n').map((line) => line.trim()).filter((line) => line !== '') }),
    onSuccess: (made) => {
      setSecret(`client_id ${made.client.id} client_secret ${made.secret}`);
      setAdding(false);
      changed();
    },
    onError: (error) => form.setFields(formFaults(error).map((one) => ({ ...one, name: one.name[0] === 'redirectUris' ? ['addresses'] : one.name })) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(add.error);
  const needed = { required: true, whitespace: true, message: t('people.needed') };
  const columns: Column<SignOnClient>[] = [
    { key: 'name', title: t('people.name'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'id', title: t('security.clientId'), render: (one) => one.id },
    { key: 'back', title: t('security.redirects'), render: (one) => <span className="e-people-detail">{one.redirectUris.join(' ')}</span> },
    { key: 'act', title: '', card: 'corner', render: (one) => <Button size="small" danger onClick={() => remove.mutate(one.id)}>{t('account.end')}</Button> },
  ];
  return (
    <Card title={t('security.clients')} aside={<Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('security.addClient')}</Button>}>
      <Ready query={query} what={t('security.clients')} rows={2}>
        {(clients) => <DataTable caption={t('security.clients')} columns={columns} rows={clients} rowKey={(one) => one.id} empty={<EmptyState title={t('security.noClients')} />} />}
      </Ready>
      <Modal open={adding} title={t('security.addClient')} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={() => setAdding(false)} destroyOnHidden afterClose={() => add.reset()}>
        {add.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: { name: string; addresses: string }) => add.mutate(values)}>
          <Form.Item name="name" label={t('people.name')} rules={[needed]}><Input maxLength={60} /></Form.Item>
          <Form.Item name="addresses" label={t('security.redirects')} extra={t('security.redirectsHint')} rules={[needed]}><Input.TextArea rows={3} spellCheck={false} /></Form.Item>
        </Form>
      </Modal>
      <OnceDialog title={t('security.clients')} text={secret} onClose={() => setSecret(undefined)} />
    </Card>
  );
}
