import type { QuerySharing, SavedQuery } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../app/client';
import { registerKeys } from './queries';

interface Draft {
  name: string;
  sharing: QuerySharing;
}

/** The list of saved queries, and a place to save this one. */
export function SavedPanel({ register, now, queries, onLoad }: { register: string; now: string; queries: readonly SavedQuery[]; onLoad: (query: SavedQuery) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: registerKeys.queries(register) });
  const save = useMutation({
    mutationFn: ({ name, sharing }: Draft) => {
      const held = queries.find((one) => one.own && one.name === name.trim());
      const body = { name: name.trim(), sharing, query: now, version: held?.version ?? 0 };
      return held === undefined ? registersApi.saveQuery(register, body) : registersApi.changeQuery(register, held.id, body);
    },
    onSuccess: async () => { toast('done', t('saved.done')); await again(); },
  });
  const remove = useMutation({ mutationFn: (id: string) => registersApi.removeQuery(register, id), onSuccess: async () => { toast('done', t('saved.removed')); await again(); } });
  const fault = useProblemText(save.error ?? remove.error);
  return (
    <div className="e-saved">
      {queries.length === 0 ? <p className="e-hint">{t('saved.none')}</p> : (
        <ul>
          {queries.map((one) => (
            <li key={one.id} className={one.query === now ? 'e-saved-now' : ''}>
              <button type="button" onClick={() => onLoad(one)}>{one.name}<small className="e-hint">{one.own ? (one.sharing === 'own' ? '' : t(`saved.${one.sharing}`)) : t('saved.by', { name: one.ownerName })}</small></button>
              {one.own ? <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`${t('action.remove')} ${one.name}`} onClick={() => remove.mutate(one.id)} /> : null}
            </li>
          ))}
        </ul>
      )}
      {save.error === null && remove.error === null ? null : <Alert type="error" showIcon title={fault} />}
      <Form layout="vertical" initialValues={{ sharing: 'own' }} onFinish={(draft: Draft) => save.mutate(draft)}>
        <Form.Item name="name" label={t('saved.save')} rules={[{ required: true, whitespace: true, message: t('saved.needName') }]}><Input maxLength={60} placeholder={t('saved.name')} /></Form.Item>
        <Form.Item name="sharing" label={t('saved.sharing')}>
          <Select options={(['own', 'organisation', 'everybody'] as const).map((one) => ({ value: one, label: t(`saved.${one}`) }))} />
        </Form.Item>
        <Button htmlType="submit" block loading={save.isPending}>{t('action.save')}</Button>
      </Form>
    </div>
  );
}
