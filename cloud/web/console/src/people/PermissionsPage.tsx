import type { Account, Holder } from '@edge/core';
import { DataTable, EmptyState, Filters, Page, Ready, useLanguage, type Column } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { peopleApi } from '../app/client';
import { useProjects } from '../app/queries';
import { peopleKeys, useAreaName, useRight, useRoles } from './queries';
import { RightsCard } from './RightsCard';
import { Trail } from './Trail';
import './people.css';

const RIGHTS = [
  'readProjects', 'handleWarnings', 'configureProjects', 'manageProjects', 'manageOrganisations', 'manageAccounts', 'manageGrants', 'readPeople', 'unmaskPeople', 'manageSecurity', 'readLogs',
] as const;

/** The three look-ups that prove the rest: who may do this, what may this user do, who saw this; and the trail. */
export function PermissionsPage() {
  const { t } = useTranslation();
  const reads = useRight('readLogs');
  const people = useRight('readPeople');
  const tabs = [{ key: 'who', label: t('permissions.who'), children: <Who /> }];
  if (people) tabs.push({ key: 'may', label: t('permissions.may'), children: <May /> });
  if (reads) {
    tabs.push(
      { key: 'seen', label: t('permissions.seen'), children: <Trail key="seen" kind="seen" /> },
      { key: 'trail', label: t('permissions.trail'), children: <Trail key="trail" kind="trail" /> },
      { key: 'sign-ins', label: t('permissions.signIns'), children: <Trail key="sign-ins" kind="sign-ins" /> });
  }
  const matrix = <Button href="/api/permissions/matrix?format=xlsx" download>{t('permissions.matrix')}</Button>;
  return <Page title={t('permissions.title')} action={matrix}><Tabs items={tabs} destroyOnHidden /></Page>;
}

function Who() {
  const { t } = useTranslation();
  const language = useLanguage();
  const roles = useRoles();
  const area = useAreaName();
  const projects = useProjects();
  const [right, setRight] = useState<string>('readProjects');
  const [project, setProject] = useState<string>();
  const query = useQuery({ queryKey: ['people', 'holders', right, project], queryFn: ({ signal }) => peopleApi.holders(right, project, undefined, signal) });
  const role = (code: string): string => {
    const found = roles.data?.find((one) => one.role === code);
    return (language === 'en' ? found?.labelEn : found?.label) ?? code;
  };
  const columns: Column<Holder>[] = [
    { key: 'name', title: t('permissions.account'), card: 'title', render: (one) => <Link to={`/people/users/${one.account}`}>{one.displayName} ({one.userName})</Link> },
    { key: 'role', title: t('permissions.by'), render: (one) => role(one.by.role) },
    { key: 'area', title: t('people.area'), render: (one) => area(one.by.areaName) },
    { key: 'party', title: t('grants.party'), render: (one) => one.by.partyName ?? t('people.none') },
    { key: 'to', title: t('grants.to'), render: (one) => one.by.to ?? t('people.forever') },
  ];
  return (
    <>
      <Filters>
        <Select value={right} onChange={setRight} aria-label={t('permissions.right')} popupMatchSelectWidth={false} options={RIGHTS.map((value) => ({ value, label: t(`grants.right.${value}`) }))} />
        <Select allowClear value={project} onChange={setProject} placeholder={t('permissions.project')} aria-label={t('permissions.project')} popupMatchSelectWidth={false} options={projects.data?.map((one) => ({ value: one.id, label: one.name }))} />
      </Filters>
      <Ready query={query} what={t('permissions.who')} rows={6}>
        {(holders) => <DataTable caption={t('permissions.who')} columns={columns} rows={holders} rowKey={(one) => one.by.id} empty={<EmptyState title={t('permissions.none')} />} />}
      </Ready>
    </>
  );
}

/** Everything that one account may do, as the server decides it. */
function May() {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [user, setUser] = useState<string>();
  const query = useQuery({ queryKey: [...peopleKeys.users, 'look-up', q], queryFn: ({ signal }) => peopleApi.users({ q: q === '' ? undefined : q }, signal) });
  const label = (one: Account): string => `${one.displayName} (${one.userName})`;
  return (
    <>
      <Filters>
        <Select
          className="e-people-find" value={user} onChange={setUser} showSearch={{ onSearch: setQ, filterOption: false }} loading={query.isFetching} placeholder={t('permissions.chooseAccount')} aria-label={t('permissions.chooseAccount')}
          options={query.data?.items.map((one) => ({ value: one.id, label: label(one) }))}
        />
      </Filters>
      {user === undefined ? null : <RightsCard user={user} />}
    </>
  );
}
