import { PlusOutlined } from '@ant-design/icons';
import type { ApiKey, KeyDraft } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Ready, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { AddKey } from './AddKey';
import { OnceDialog } from './OnceDialog';
import { peopleKeys } from './queries';

interface Props {
  title: string;
  queryKey: readonly string[];
  list: (signal: AbortSignal) => Promise<ApiKey[]>;
  revoke: (id: string) => Promise<void>;
  /** Absent: keys are only looked at and revoked. */
  make?: (draft: KeyDraft) => Promise<{ key: ApiKey; text: string }>;
}

/** Keys by which other systems act as this account. */
export function OwnKeysCard() {
  const { t } = useTranslation();
  return <KeysCard title={t('account.keys')} queryKey={peopleKeys.keys} list={peopleApi.keys} revoke={peopleApi.revokeKey} make={peopleApi.addKey} />;
}

/** Every key of the platform, or those of one system, for the security administrator. */
export function AllKeysCard({ account }: { account?: string }) {
  const { t } = useTranslation();
  const list = async (signal: AbortSignal): Promise<ApiKey[]> => (await peopleApi.allKeys(signal)).filter((one) => account === undefined || one.account === account);
  return (
    <KeysCard
      title={account === undefined ? t('security.keys') : t('account.keys')} queryKey={[...peopleKeys.allKeys, account ?? '']} list={list} revoke={peopleApi.revokeAnyKey}
      make={account === undefined ? undefined : (draft) => peopleApi.machineKey(account, draft)}
    />
  );
}

function KeysCard({ title, queryKey, list, revoke, make }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState<string>();
  const query = useQuery({ queryKey, queryFn: ({ signal }) => list(signal) });
  const changed = (): void => { void client.invalidateQueries({ queryKey }); };
  const end = useMutation({ mutationFn: revoke, onSuccess: changed });
  const columns: Column<ApiKey>[] = [
    { key: 'name', title: t('people.name'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'scopes', title: t('account.scopes'), render: (one) => one.scopes.join(' ') },
    { key: 'quota', title: t('account.quota'), render: (one) => `${one.perMinute} / ${one.perDay}` },
    { key: 'expires', title: t('account.expires'), render: (one) => one.expiresOn },
    { key: 'used', title: t('account.used'), render: (one) => (one.usedAt == null ? t('people.never') : <Age time={one.usedAt} />) },
    { key: 'act', title: '', card: 'corner', render: (one) => (one.revokedAt == null ? <Button size="small" danger onClick={() => end.mutate(one.id)}>{t('account.revoke')}</Button> : <span className="e-hint">{t('account.revoked')}</span>) },
  ];
  return (
    <Card title={title} aside={make === undefined ? undefined : <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('account.addKey')}</Button>}>
      <p className="e-hint">{t('account.keyHint')}</p>
      <Ready query={query} what={title} rows={2}>
        {(keys) => <DataTable caption={title} columns={columns} rows={keys} rowKey={(one) => one.id} empty={<EmptyState title={t('account.noKeys')} />} />}
      </Ready>
      {make === undefined ? null : <AddKey open={adding} make={make} onClose={() => setAdding(false)} onMade={(made) => { setText(made); changed(); }} />}
      <OnceDialog title={title} text={text} onClose={() => setText(undefined)} />
    </Card>
  );
}
