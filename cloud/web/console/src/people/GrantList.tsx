import { PlusOutlined } from '@ant-design/icons';
import type { Grant } from '@edge/core';
import { Card, DataTable, EmptyState, Ready, toast, useProblemText, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@edge/ui';
import { peopleApi } from '../app/client';
import { useSession } from '../app/queries';
import { GiveGrant } from './GiveGrant';
import { peopleKeys, useAreaName, useRight, useRoles } from './queries';

/** The grants of an account, withdrawn ones included; given and withdrawn here by those who may. */
export function GrantList({ user, organisation }: { user: string; organisation: string | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const session = useSession();
  const roles = useRoles();
  const area = useAreaName();
  // The first administrator appoints the first security administrator; the server decides who may give what.
  const appoints = session.data?.user.roles.some((role) => role.code === 'administrator') === true;
  const grants = useRight('manageGrants');
  const gives = (grants || appoints) && session.data?.user.id !== user;
  const [giving, setGiving] = useState(false);
  const query = useQuery({ queryKey: peopleKeys.grants(user), queryFn: ({ signal }) => peopleApi.grants(user, signal) });
  const changed = (): void => {
    toast('done', t('people.done'));
    void client.invalidateQueries({ queryKey: peopleKeys.user(user) });
  };
  const withdraw = useMutation({ mutationFn: (grant: string) => peopleApi.withdrawGrant(grant), onSuccess: changed });
  const fault = useProblemText(withdraw.error);
  const label = (code: string): string => {
    const role = roles.data?.find((one) => one.role === code);
    return role === undefined ? code : language === 'en' ? role.labelEn : role.label;
  };
  const columns: Column<Grant>[] = [
    { key: 'role', title: t('grants.role'), card: 'title', render: (one) => <strong>{label(one.role)}</strong> },
    { key: 'area', title: t('people.area'), render: (one) => area(one.areaName) },
    { key: 'party', title: t('grants.party'), render: (one) => one.partyName ?? t('people.none') },
    { key: 'scope', title: t('grants.disciplines'), render: (one) => `${t(`grants.discipline.${one.disciplines === 'none' ? 'all' : one.disciplines}`)} · ${t(`grants.level.${one.secrecy}`)}` },
    { key: 'to', title: t('grants.to'), render: (one) => one.to ?? t('people.forever') },
    {
      key: 'act', title: '', card: 'corner',
      render: (one) => (one.withdrawnAt != null ? <span className="e-hint">{t('grants.withdrawn')}</span>
        : gives && grants ? <Button size="small" danger loading={withdraw.isPending && withdraw.variables === one.id} onClick={() => withdraw.mutate(one.id)}>{t('grants.withdraw')}</Button> : null),
    },
  ];
  const give = gives ? <Button size="small" type="primary" icon={<PlusOutlined />} onClick={() => setGiving(true)}>{t('grants.give')}</Button> : undefined;
  return (
    <Card title={t('grants.title')} aside={give}>
      {withdraw.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Ready query={query} what={t('grants.title')} rows={3}>
        {(grants) => <DataTable caption={t('grants.title')} columns={columns} rows={grants} rowKey={(one) => one.id} empty={<EmptyState title={t('grants.none')} />} />}
      </Ready>
      <GiveGrant user={user} organisation={organisation} open={giving} onClose={() => setGiving(false)} onGiven={changed} />
    </Card>
  );
}
