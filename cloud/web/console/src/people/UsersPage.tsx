import { PlusOutlined } from '@ant-design/icons';
import type { Account } from '@edge/core';
import { Age, DataTable, EmptyState, Filters, Page, Ready, type Column } from '@edge/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { peopleApi } from '../app/client';
import { AddUser } from './AddUser';
import { OnceDialog } from './OnceDialog';
import { peopleKeys, useRight } from './queries';

const STATES = ['active', 'pending', 'frozen', 'cancelled'] as const;
import './people.css';

/** Accounts within one's scope. */
export function UsersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const manages = useRight('manageAccounts');
  const [q, setQ] = useState('');
  const [state, setState] = useState<string>();
  const [adding, setAdding] = useState(false);
  const [password, setPassword] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: [...peopleKeys.users, q, state],
    queryFn: ({ pageParam, signal }) => peopleApi.users({ q: q === '' ? undefined : q, state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const columns: Column<Account>[] = [
    { key: 'name', title: t('users.displayName'), card: 'title', render: (one) => <strong>{one.displayName}</strong> },
    { key: 'user', title: t('account.userName'), render: (one) => one.userName },
    { key: 'kind', title: t('users.kind'), render: (one) => t(one.kind === 'machine' ? 'users.machine' : 'users.person') },
    { key: 'state', title: t('people.state'), card: 'corner', render: (one) => t(`users.states.${one.state}`) },
    { key: 'factor', title: t('users.factor'), render: (one) => t(one.secondFactor ? 'account.factorOn' : 'account.factorOff') },
    { key: 'last', title: t('users.lastSignIn'), render: (one) => (one.lastSignInAt == null ? t('people.never') : <Age time={one.lastSignInAt} />) },
  ];
  const add = manages ? <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('users.add')}</Button> : undefined;
  return (
    <Page title={t('users.title')} action={add}>
      <Filters>
        <Input.Search className="e-people-find" allowClear placeholder={t('people.search')} aria-label={t('people.search')} onSearch={setQ} maxLength={50} />
        <Select allowClear value={state} onChange={setState} placeholder={t('people.state')} aria-label={t('people.state')} options={STATES.map((value) => ({ value, label: t(`users.states.${value}`) }))} />
      </Filters>
      <Ready query={query} what={t('users.what')} rows={8}>
        {(pages) => (
          <DataTable
            caption={t('users.title')} columns={columns} rows={pages.pages.flatMap((one) => one.items)} rowKey={(one) => one.id} onOpen={(one) => { void navigate(`/people/users/${one.id}`); }}
            empty={<EmptyState title={t('users.none')} />}
            footer={query.hasNextPage ? <Button onClick={() => { void query.fetchNextPage(); }} loading={query.isFetchingNextPage}>{t('people.more')}</Button> : undefined}
          />
        )}
      </Ready>
      <AddUser open={adding} onClose={() => setAdding(false)} onPassword={setPassword} />
      <OnceDialog title={t('users.password')} text={password} onClose={() => setPassword(undefined)} />
    </Page>
  );
}
