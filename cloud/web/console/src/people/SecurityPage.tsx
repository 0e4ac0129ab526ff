import type { SecurityItem } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Page, Ready, toast, useProblemText, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { ClientsCard } from './ClientsCard';
import { AllKeysCard } from './KeysCard';
import { peopleKeys } from './queries';
import { ReasonDialog } from './ReasonDialog';
import './people.css';

/** The security administrator's desk: what is odd, and from where administration is allowed. */
export function SecurityPage() {
  const { t } = useTranslation();
  return <Page title={t('security.title')}><Items /><Addresses /><AllKeysCard /><ClientsCard /></Page>;
}

function Items() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(true);
  const [closing, setClosing] = useState<SecurityItem>();
  const query = useQuery({ queryKey: [...peopleKeys.items, open], queryFn: ({ signal }) => peopleApi.items(open, signal), refetchInterval: 60_000 });
  const columns: Column<SecurityItem>[] = [
    { key: 'rule', title: t('security.rule'), card: 'title', render: (one) => <strong>{t(`security.rules.${one.rule}`)}</strong> },
    { key: 'name', title: t('permissions.account'), render: (one) => one.name },
    { key: 'address', title: t('permissions.address'), render: (one) => one.address ?? t('people.none') },
    { key: 'detail', title: t('permissions.detail'), render: (one) => (one.note == null ? one.detail : `${one.detail} · ${one.note}`) },
    { key: 'at', title: t('permissions.at'), render: (one) => <Age time={one.at} /> },
    { key: 'act', title: '', card: 'corner', render: (one) => (one.closedAt == null ? <Button size="small" onClick={() => setClosing(one)}>{t('security.close')}</Button> : t('security.closed')) },
  ];
  return (
    <Card title={t('security.items')} aside={<label><Switch size="small" checked={open} onChange={setOpen} /> {t('security.openOnly')}</label>}>
      <Ready query={query} what={t('security.items')} rows={4}>
        {(list) => <DataTable caption={t('security.items')} columns={columns} rows={list.items} rowKey={(one) => one.id} empty={<EmptyState title={t('security.none')} />} />}
      </Ready>
      <ReasonDialog
        open={closing !== undefined} title={t('security.close')} label={t('security.note')} onClose={() => setClosing(undefined)}
        onReason={async (text) => {
          if (closing !== undefined) await peopleApi.closeItem(closing.id, text);
          void client.invalidateQueries({ queryKey: peopleKeys.items });
        }}
      />
    </Card>
  );
}

function Addresses() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery({ queryKey: peopleKeys.addresses, queryFn: ({ signal }) => peopleApi.addresses(signal) });
  const [text, setText] = useState<string>();
  const save = useMutation({
    mutationFn: (networks: string[]) => peopleApi.saveAddresses(networks),
    onSuccess: (saved) => {
      toast('done', t('people.done'));
      setText(undefined);
      client.setQueryData(peopleKeys.addresses, saved);
    },
  });
  const fault = useProblemText(save.error);
  return (
    <Card title={t('security.addresses')}>
      <p className="e-hint">{t('security.addressesHint')}</p>
      {save.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Ready query={query} what={t('security.addresses')} rows={2}>
        {(held) => (
          <>
            <Input.TextArea rows={4} aria-label={t('security.addresses')} value={text ?? held.networks.join('\n')} onChange={(event) => setText(event.target.value)} spellCheck={false} />
            <div className="e-people-foot">
              <Button type="primary" disabled={text === undefined} loading={save.isPending} onClick={() => save.mutate((text ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== ''))}>{t('security.save')}</Button>
            </div>
          </>
        )}
      </Ready>
    </Card>
  );
}
