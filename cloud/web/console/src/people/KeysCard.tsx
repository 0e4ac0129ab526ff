import { PlusOutlined } from '@ant-design/icons';
import type { ApiKey } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Ready, useProblemText, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, InputNumber, Modal, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { formFaults } from './formFaults';
import { OnceDialog } from './OnceDialog';
import { peopleKeys } from './queries';

const SCOPES = ['projects', 'warnings', 'registers', 'organisations', 'persons', 'users'].flatMap((one) => [`${one}:read`, `${one}:write`]);

interface Values {
  name: string;
  scopes: string[];
  expiresOn: Dayjs;
  perMinute: number;
  perDay: number;
}

/** Keys by which other systems act as this account. */
export function KeysCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState<string>();
  const [form] = Form.useForm<Values>();
  const query = useQuery({ queryKey: peopleKeys.keys, queryFn: ({ signal }) => peopleApi.keys(signal) });
  const changed = (): void => { void client.invalidateQueries({ queryKey: peopleKeys.keys }); };
  const revoke = useMutation({ mutationFn: (id: string) => peopleApi.revokeKey(id), onSuccess: changed });
  const add = useMutation({
    mutationFn: (values: Values) => peopleApi.addKey({ ...values, expiresOn: values.expiresOn.format('YYYY-MM-DD') }),
    onSuccess: (made) => {
      setText(made.text);
      setAdding(false);
      changed();
    },
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(add.error);
  const needed = { required: true, message: t('people.needed') };
  const columns: Column<ApiKey>[] = [
    { key: 'name', title: t('people.name'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'scopes', title: t('account.scopes'), render: (one) => one.scopes.join(' ') },
    { key: 'quota', title: t('account.quota'), render: (one) => `${one.perMinute} / ${one.perDay}` },
    { key: 'expires', title: t('account.expires'), render: (one) => one.expiresOn },
    { key: 'used', title: t('account.used'), render: (one) => (one.usedAt == null ? t('people.never') : <Age time={one.usedAt} />) },
    { key: 'act', title: '', card: 'corner', render: (one) => (one.revokedAt == null ? <Button size="small" danger onClick={() => revoke.mutate(one.id)}>{t('account.revoke')}</Button> : <span className="e-hint">{t('account.revoked')}</span>) },
  ];
  return (
    <Card title={t('account.keys')} aside={<Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('account.addKey')}</Button>}>
      <p className="e-hint">{t('account.keyHint')}</p>
      <Ready query={query} what={t('account.keys')} rows={2}>
        {(keys) => <DataTable caption={t('account.keys')} columns={columns} rows={keys} rowKey={(one) => one.id} empty={<EmptyState title={t('account.noKeys')} />} />}
      </Ready>
      <Modal open={adding} title={t('account.addKey')} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={() => setAdding(false)} destroyOnHidden>
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
      <OnceDialog title={t('account.keys')} text={text} onClose={() => setText(undefined)} />
    </Card>
  );
}
