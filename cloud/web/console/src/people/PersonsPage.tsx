import { PlusOutlined } from '@ant-design/icons';
import type { PersonLine } from '@edge/core';
import { DataTable, EmptyState, Filters, Page, Ready, useProblemText, type Column } from '@edge/ui';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { formFaults } from './formFaults';
import { peopleKeys, useRight } from './queries';
import { ReasonDialog } from './ReasonDialog';

/** Persons, masked; in clear one at a time and for a reason, and only until the page is left. */
export function PersonsPage() {
  const { t } = useTranslation();
  const manages = useRight('manageAccounts');
  const unmasks = useRight('unmaskPeople');
  const [q, setQ] = useState('');
  const [adding, setAdding] = useState(false);
  const [asking, setAsking] = useState<PersonLine>();
  const [clear, setClear] = useState<Record<string, { idNumber: string; phone: string | null }>>({});
  const query = useInfiniteQuery({
    queryKey: [...peopleKeys.persons, q],
    queryFn: ({ pageParam, signal }) => peopleApi.persons({ q: q === '' ? undefined : q, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const columns: Column<PersonLine>[] = [
    { key: 'name', title: t('users.displayName'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'number', title: t('persons.idNumber'), render: (one) => clear[one.id]?.idNumber ?? one.idNumber },
    { key: 'phone', title: t('persons.phone'), render: (one) => clear[one.id]?.phone ?? one.phone ?? t('people.none') },
    { key: 'organisation', title: t('people.organisation'), render: (one) => one.organisationName ?? t('people.none') },
    { key: 'position', title: t('persons.position'), render: (one) => one.position ?? t('people.none') },
    { key: 'act', title: '', card: 'corner', render: (one) => (unmasks && clear[one.id] === undefined ? <Button size="small" onClick={() => setAsking(one)}>{t('persons.unmask')}</Button> : null) },
  ];
  const add = manages ? <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('persons.add')}</Button> : undefined;
  return (
    <Page title={t('persons.title')} action={add}>
      <Filters><Input.Search allowClear placeholder={t('people.search')} aria-label={t('people.search')} onSearch={setQ} maxLength={50} /></Filters>
      <Ready query={query} what={t('persons.what')} rows={8}>
        {(pages) => (
          <DataTable
            caption={t('persons.title')} columns={columns} rows={pages.pages.flatMap((one) => one.items)} rowKey={(one) => one.id} empty={<EmptyState title={t('persons.none')} />}
            footer={query.hasNextPage ? <Button onClick={() => { void query.fetchNextPage(); }} loading={query.isFetchingNextPage}>{t('people.more')}</Button> : undefined}
          />
        )}
      </Ready>
      <ReasonDialog
        open={asking !== undefined} title={`${t('persons.unmask')} · ${asking?.name ?? ''}`} hint={t('persons.unmaskHint')} onClose={() => setAsking(undefined)}
        onReason={async (text) => {
          if (asking === undefined) return;
          const answer = await peopleApi.unmask(asking.id, text);
          setClear((held) => ({ ...held, [asking.id]: answer }));
        }}
      />
      <AddPerson open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

interface Values {
  name: string;
  idNumber: string;
  phone?: string;
  organisation?: string;
  position?: string;
}

function AddPerson({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const organisations = useQuery({
    queryKey: [...peopleKeys.organisations, 'active'], queryFn: ({ signal }) => peopleApi.organisations({ state: 'active' }, signal), enabled: open,
  });
  const add = useMutation({
    mutationFn: (values: Values) => peopleApi.addPerson({
      name: values.name, idNumber: values.idNumber, phone: values.phone ?? null, organisation: values.organisation ?? null, position: values.position ?? null,
    }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: peopleKeys.persons });
      onClose();
    },
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(add.error);
  const needed = { required: true, whitespace: true, message: t('people.needed') };
  return (
    <Modal open={open} title={t('persons.add')} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      {add.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: Values) => add.mutate(values)}>
        <Form.Item name="name" label={t('users.displayName')} rules={[needed]}><Input maxLength={50} autoComplete="off" /></Form.Item>
        <Form.Item name="idNumber" label={t('persons.idNumber')} rules={[needed]}><Input maxLength={18} autoComplete="off" spellCheck={false} /></Form.Item>
        <Form.Item name="phone" label={t('persons.phone')}><Input maxLength={14} inputMode="tel" autoComplete="off" /></Form.Item>
        <Form.Item name="organisation" label={t('people.organisation')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('people.none')} options={organisations.data?.items.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
        <Form.Item name="position" label={t('persons.position')}><Input maxLength={50} /></Form.Item>
      </Form>
    </Modal>
  );
}
