import type { Credential } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Ready, toast, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { peopleApi } from '../app/client';
import { peopleKeys } from './queries';

/** Certificates and accounts of other systems that sign in for this one; nothing is shown where none is offered or linked. */
export function LinksCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const providers = useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => peopleApi.providers(signal), staleTime: Infinity, retry: false });
  const query = useQuery({ queryKey: peopleKeys.credentials, queryFn: ({ signal }) => peopleApi.credentials(signal) });
  const unlink = useMutation({
    mutationFn: (one: Credential) => peopleApi.unlink(one),
    onSuccess: () => {
      toast('done', t('people.done'));
      void client.invalidateQueries({ queryKey: peopleKeys.credentials });
    },
  });
  if ((providers.data ?? []).length === 0 && (query.data ?? []).length === 0) return null;
  const columns: Column<Credential>[] = [
    { key: 'label', title: t('people.name'), card: 'title', render: (one) => <strong>{one.label}</strong> },
    { key: 'kind', title: t('account.method'), render: (one) => t(one.kind === 'certificate' ? 'account.methods.certificate' : 'account.methods.singleSignOn') },
    { key: 'since', title: t('account.linkedAt'), render: (one) => <Age time={one.linkedAt} /> },
    { key: 'act', title: '', card: 'corner', render: (one) => <Button size="small" danger onClick={() => unlink.mutate(one)}>{t('account.unlink')}</Button> },
  ];
  const link = providers.data?.map((one) => <Button key={one.name} size="small" href={`/sso/sign-in/${one.name}?link=true`}>{t('account.link', { label: one.label })}</Button>);
  return (
    <Card title={t('account.links')} aside={link}>
      {search.get('problem') === 'already-linked' ? <Alert type="warning" showIcon title={t('account.alreadyLinked')} className="e-form-alert" /> : null}
      <Ready query={query} what={t('account.links')} rows={2}>
        {(held) => <DataTable caption={t('account.links')} columns={columns} rows={held} rowKey={(one) => `${one.kind} ${one.issuer} ${one.subject}`} empty={<EmptyState title={t('account.noLinks')} />} />}
      </Ready>
    </Card>
  );
}
