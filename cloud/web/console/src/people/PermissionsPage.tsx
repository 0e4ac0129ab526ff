import { formatTime, type Holder, type TrailList } from '@edge/core';
import { DataTable, EmptyState, Filters, Page, Ready, useLanguage, type Column } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Input, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { peopleApi } from '../app/client';
import { useProjects } from '../app/queries';
import { useRight, useRoles } from './queries';
import './people.css';

const RIGHTS = [
  'readProjects', 'handleWarnings', 'configureProjects', 'manageProjects', 'manageOrganisations', 'manageAccounts', 'manageGrants', 'readPeople', 'unmaskPeople', 'manageSecurity', 'readLogs',
] as const;

/** Who may do this; who saw this; the trail. What a user may do stands on the user's page. */
export function PermissionsPage() {
  const { t } = useTranslation();
  const reads = useRight('readLogs');
  const tabs = [{ key: 'who', label: t('permissions.who'), children: <Who /> }];
  if (reads) {
    tabs.push(
      { key: 'seen', label: t('permissions.seen'), children: <Trail key="seen" kind="seen" /> },
      { key: 'trail', label: t('permissions.trail'), children: <Trail key="trail" kind="trail" /> },
      { key: 'sign-ins', label: t('permissions.signIns'), children: <Trail key="sign-ins" kind="sign-ins" /> });
  }
  return <Page title={t('permissions.title')}><Tabs items={tabs} destroyOnHidden /></Page>;
}

function Who() {
  const { t } = useTranslation();
  const language = useLanguage();
  const roles = useRoles();
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
    { key: 'area', title: t('people.area'), render: (one) => one.by.areaName },
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

function Trail({ kind }: { kind: 'seen' | 'trail' | 'sign-ins' }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [object, setObject] = useState(kind === 'seen' ? 'person/' : '');
  const query = useQuery({ queryKey: ['people', 'trail', kind, object], queryFn: ({ signal }) => peopleApi.trail(kind, object === '' ? undefined : object, signal), enabled: kind !== 'seen' || object !== '' });
  const columns: Column<TrailList['items'][number]>[] = [
    { key: 'at', title: t('permissions.at'), card: 'corner', render: (one) => formatTime(one.at, 'exact', language) },
    { key: 'name', title: t('permissions.account'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'action', title: t('permissions.action'), render: (one) => one.action },
    { key: 'object', title: t('permissions.object'), render: (one) => <span className="e-people-detail">{one.object}</span> },
    { key: 'address', title: t('permissions.address'), render: (one) => one.address ?? t('people.none') },
    { key: 'detail', title: t('permissions.detail'), render: (one) => <span className="e-people-detail">{one.detail ?? ''}</span> },
  ];
  return (
    <>
      {kind === 'sign-ins' ? null : (
        <Filters><Input.Search defaultValue={object} onSearch={setObject} enterButton={t('permissions.look')} placeholder={t('permissions.objectHint')} aria-label={t('permissions.object')} maxLength={200} /></Filters>
      )}
      <Ready query={query} what={t('permissions.trail')} rows={6}>
        {(list) => <DataTable caption={t('permissions.trail')} columns={columns} rows={list.items} rowKey={(one) => String(one.sequence)} empty={<EmptyState title={t('permissions.noEntries')} />} />}
      </Ready>
    </>
  );
}
