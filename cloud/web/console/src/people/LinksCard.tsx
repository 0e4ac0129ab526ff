import type { Credential } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Ready, toast, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { peopleApi } from '../app/client';
import { BindCertificate } from './BindCertificate';
import { peopleKeys } from './queries';
import { ReasonDialog } from './ReasonDialog';

/** Certificates and accounts of other systems that sign in for this one; nothing is shown where none is offered or linked. */
export function LinksCard() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [binding, setBinding] = useState(false);
  const providers = useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => peopleApi.providers(signal), staleTime: Infinity, retry: false });
  const shown = useQuery({ queryKey: [...peopleKeys.credentials, 'shown'], queryFn: ({ signal }) => peopleApi.shownCertificate(signal), retry: false });
  const query = useQuery({ queryKey: peopleKeys.credentials, queryFn: ({ signal }) => peopleApi.credentials(signal) });
  if ((providers.data ?? []).length === 0 && (query.data ?? []).length === 0 && shown.data?.offered !== true) return null;
  const link = (
    <>
      {shown.data?.offered === true ? <Button size="small" onClick={() => setBinding(true)}>{t('certificate.bind')}</Button> : null}
      {providers.data?.map((one) => <Button key={one.name} size="small" href={`/sso/sign-in/${one.name}?link=true`}>{t('account.link', { label: one.label })}</Button>)}
    </>
  );
  return (
    <Card title={t('account.links')} aside={link}>
      {search.get('problem') === 'already-linked' ? <Alert type="warning" showIcon title={t('account.alreadyLinked')} className="e-form-alert" /> : null}
      <Ready query={query} what={t('account.links')} rows={2}>
        {(held) => <CredentialTable held={held} />}
      </Ready>
      <BindCertificate open={binding} shown={shown.data} onClose={() => setBinding(false)} />
    </Card>
  );
}

/** The proofs of somebody else's account, for whoever manages it. */
export function UserLinksCard({ user, manages }: { user: string; manages: boolean }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: [...peopleKeys.user(user), 'credentials'], queryFn: ({ signal }) => peopleApi.credentialsOf(user, signal) });
  if ((query.data ?? []).length === 0) return null;
  return <Card title={t('account.links')}><CredentialTable held={query.data ?? []} user={user} frozen={!manages} /></Card>;
}

function CredentialTable({ held, user, frozen = false }: { held: Credential[]; user?: string; frozen?: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [revoking, setRevoking] = useState<Credential>();
  const done = (): void => {
    toast('done', t('people.done'));
    void client.invalidateQueries({ queryKey: ['people'] });
  };
  const unlink = useMutation({ mutationFn: (one: Credential) => peopleApi.unlink(one), onSuccess: done });
  const act = (one: Credential) => {
    if (frozen || one.revokedAt != null) return null;
    if (one.kind === 'certificate') return <Button size="small" danger onClick={() => setRevoking(one)}>{t('account.revoke')}</Button>;
    return user === undefined ? <Button size="small" danger onClick={() => unlink.mutate(one)}>{t('account.unlink')}</Button> : null;
  };
  const columns: Column<Credential>[] = [
    { key: 'label', title: t('people.name'), card: 'title', render: (one) => <><strong>{one.label}</strong><br /><span className="e-hint">{one.issuer}</span></> },
    { key: 'kind', title: t('account.method'), render: (one) => t(one.kind === 'certificate' ? 'account.methods.certificate' : 'account.methods.singleSignOn') },
    { key: 'since', title: t('account.linkedAt'), render: (one) => <Age time={one.linkedAt} /> },
    { key: 'state', title: t('people.state'), render: (one) => (one.revokedAt == null ? t('certificate.inForce') : <span className="e-overdue">{t('account.revoked')} <Age time={one.revokedAt} />{t('list.stop')}{one.revokedWhy}</span>) },
    { key: 'act', title: '', card: 'corner', render: act },
  ];
  return (
    <>
      <DataTable caption={t('account.links')} columns={columns} rows={held} rowKey={(one) => `${one.kind} ${one.issuer} ${one.subject}`} empty={<EmptyState title={t('account.noLinks')} />} />
      <ReasonDialog
        open={revoking !== undefined} danger title={t('certificate.revokeTitle')} hint={t('certificate.revokeHint')} onClose={() => setRevoking(undefined)}
        onReason={async (text) => { if (revoking !== undefined) await peopleApi.revokeCertificate(revoking, text, user); done(); }}
      />
    </>
  );
}
