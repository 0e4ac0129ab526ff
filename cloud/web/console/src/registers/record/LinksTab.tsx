import { formatMoment, type RecordDetail, type RecordLink, type Register } from '@edge/core';
import { DataTable, EmptyState, Ready, toast, useLanguage, useProblemText, type Column } from '@edge/ui';
import { DisconnectOutlined, LinkOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { registersApi } from '../../app/client';
import { RecordPick } from '../controls/pickers';
import { registerKeys, useRecordPart, useRegisters } from '../queries';
import { useLabel } from '../words';

/** Other records that this one points to, or that point to it. */
export function LinksTab({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useLabel();
  const client = useQueryClient();
  const { id } = detail.record;
  const [adding, setAdding] = useState(false);
  const registers = useRegisters();
  const query = useRecordPart(register.name, id, 'links', (signal) => registersApi.links(register.name, id, signal));
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: [...registerKeys.record(register.name, id), 'links'] });
  const remove = useMutation({ mutationFn: (link: string) => registersApi.unlink(register.name, id, link), onSuccess: async () => { toast('done', t('links.removed')); await again(); } });
  const problem = useProblemText(remove.error);
  const registerOf = (name: string): string => {
    const found = registers.data?.find((one) => one.name === name);
    return found === undefined ? name : label(found.label);
  };
  const columns: Column<RecordLink>[] = [
    { key: 'title', title: t('links.record'), card: 'title', render: (one) => <Link to={`/registers/${one.register}/${one.record}`}>{one.title}</Link> },
    { key: 'register', title: t('links.register'), render: (one) => registerOf(one.register) },
    { key: 'kind', title: t('links.kind'), render: (one) => <>{t(one.outgoing ? 'links.out' : 'links.in')} {one.kind}</> },
    { key: 'at', title: t('record.created'), render: (one) => <span className="e-hint">{one.by} {formatMoment(one.at, language)}</span> },
    ...(detail.canEdit ? [{
      key: 'remove', title: '', card: 'corner' as const, width: 48,
      render: (one: RecordLink) => (
        <Popconfirm title={t('links.removeAsk', { title: one.title })} okText={t('links.remove')} cancelText={t('action.cancel')} onConfirm={() => remove.mutate(one.id)}>
          <Button type="text" size="small" icon={<DisconnectOutlined />} aria-label={`${t('links.remove')} ${one.title}`} />
        </Popconfirm>
      ),
    }] : []),
  ];
  return (
    <div className="e-comments">
      {remove.error === null ? null : <Alert type="error" showIcon title={problem} />}
      <Ready query={query} what={t('record.links')} rows={3}>
        {(links) => <DataTable caption={t('record.links')} columns={columns} rows={links} rowKey={(one) => one.id} empty={<EmptyState title={t('links.none')} hint={t('links.noneHint')} />} />}
      </Ready>
      <Button icon={<LinkOutlined />} onClick={() => setAdding(true)}>{t('links.add')}</Button>
      {adding ? <AddLink register={register.name} id={id} onClose={() => setAdding(false)} onDone={again} /> : null}
    </div>
  );
}

interface Draft {
  register: string;
  record: string;
  kind: string;
}

function AddLink({ register, id, onClose, onDone }: { register: string; id: string; onClose: () => void; onDone: () => Promise<void> }) {
  const { t } = useTranslation();
  const label = useLabel();
  const registers = useRegisters();
  const [form] = Form.useForm<Draft>();
  const target = Form.useWatch('register', form);
  const add = useMutation({
    mutationFn: (draft: Draft) => registersApi.link(register, id, draft),
    onSuccess: async () => { toast('done', t('links.done')); await onDone(); onClose(); },
  });
  const problem = useProblemText(add.error);
  const needed = [{ required: true, message: t('form.required') }];
  return (
    <Modal open title={t('links.add')} okText={t('links.add')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={onClose}>
      {add.error === null ? null : <Alert type="error" showIcon className="e-form-alert" title={problem} />}
      <Form form={form} layout="vertical" initialValues={{ register }} onFinish={(draft) => add.mutate(draft)}>
        <Form.Item name="register" label={t('links.register')} rules={needed}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={(registers.data ?? []).map((one) => ({ value: one.name, label: label(one.label) }))} onChange={() => form.setFieldValue('record', undefined)} />
        </Form.Item>
        <Form.Item name="record" label={t('links.record')} rules={needed}><RecordPick key={target} register={target ?? register} many={false} names={{}} /></Form.Item>
        <Form.Item name="kind" label={t('links.kind')} extra={t('links.kindHint')} rules={[{ required: true, whitespace: true, message: t('form.required') }]}><Input maxLength={40} /></Form.Item>
      </Form>
    </Modal>
  );
}
