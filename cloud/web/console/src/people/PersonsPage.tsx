import { PlusOutlined } from '@ant-design/icons';
import { ApiProblem, type PersonLine } from '@edge/core';
import { DataTable, EmptyState, Filters, Page, Ready, type Column } from '@edge/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { PersonDialog } from './PersonDialog';
import { peopleKeys, useRight } from './queries';
import { ReasonDialog } from './ReasonDialog';
import './people.css';

const NUMBER = /^\d{17}[\dXx]$/;

/** A whole number is looked for in a body: addresses end up in logs. */
async function byNumber(idNumber: string): Promise<{ items: PersonLine[]; next: null }> {
  try {
    return { items: [await peopleApi.findPerson(idNumber)], next: null };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return { items: [], next: null };
    throw error;
  }
}

/** Persons, masked; in clear one at a time and for a reason, and only until the page is left. */
export function PersonsPage() {
  const { t } = useTranslation();
  const manages = useRight('manageAccounts');
  const unmasks = useRight('unmaskPeople');
  const [q, setQ] = useState('');
  const [editing, setEditing] = useState<PersonLine | 'new'>();
  const [asking, setAsking] = useState<PersonLine>();
  const [clear, setClear] = useState<Record<string, { idNumber: string; phone: string | null }>>({});
  const query = useInfiniteQuery({
    queryKey: [...peopleKeys.persons, q],
    queryFn: ({ pageParam, signal }) => (NUMBER.test(q) ? byNumber(q) : peopleApi.persons({ q: q === '' ? undefined : q, cursor: pageParam }, signal)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const columns: Column<PersonLine>[] = [
    { key: 'name', title: t('users.displayName'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'number', title: t('persons.idNumber'), render: (one) => clear[one.id]?.idNumber ?? one.idNumber },
    { key: 'phone', title: t('persons.phone'), render: (one) => clear[one.id]?.phone ?? one.phone ?? t('people.none') },
    { key: 'organisation', title: t('people.organisation'), render: (one) => one.organisationName ?? t('people.none') },
    { key: 'position', title: t('persons.position'), render: (one) => one.position ?? t('people.none') },
    {
      key: 'act', title: '', card: 'corner',
      render: (one) => (
        <span className="e-people-actions">
          {unmasks && clear[one.id] === undefined ? <Button size="small" onClick={() => setAsking(one)}>{t('persons.unmask')}</Button> : null}
          {manages ? <Button size="small" onClick={() => setEditing(one)}>{t('people.edit')}</Button> : null}
        </span>
      ),
    },
  ];
  const add = manages ? <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>{t('persons.add')}</Button> : undefined;
  return (
    <Page title={t('persons.title')} action={add}>
      <Filters><Input.Search className="e-people-find" allowClear placeholder={t('persons.find')} aria-label={t('people.search')} onSearch={(text) => setQ(text.trim())} maxLength={50} /></Filters>
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
      <PersonDialog person={editing} onClose={() => setEditing(undefined)} />
    </Page>
  );
}
