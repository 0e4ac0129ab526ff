import type { Account, AccountAction } from '@edge/core';
import { Age, Card, Facts, Page, Ready, toast, useProblemText } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { peopleApi } from '../app/client';
import { useSession } from '../app/queries';
import { EditUser } from './EditUser';
import { GrantList } from './GrantList';
import { AllKeysCard } from './KeysCard';
import { UserLinksCard } from './LinksCard';
import { OnceDialog } from './OnceDialog';
import { peopleKeys, useRight } from './queries';
import { ReasonDialog } from './ReasonDialog';
import { RightsCard } from './RightsCard';
import './people.css';

const WORDS = { freeze: 'users.freeze', activate: 'users.activate', cancel: 'users.cancel', unlock: 'users.unlock', 'end-sessions': 'users.endSessions' } as const;

/** One account: what it is, what it may do, and what can be done about it. */
export function UserPage() {
  const { t } = useTranslation();
  const u = useParams()['u'] ?? '';
  const secures = useRight('manageSecurity');
  const manages = useRight('manageAccounts');
  const query = useQuery({ queryKey: peopleKeys.user(u), queryFn: ({ signal }) => peopleApi.user(u, signal) });
  return (
    <Page title={query.data?.displayName ?? t('users.title')} scope={query.data?.userName} back={<Link to="/people/users">{t('action.back')}</Link>}>
      <Ready query={query} what={t('users.what')} rows={8}>
        {(account) => (
          <>
            <AccountCard account={account} />
            <UserLinksCard user={u} manages={manages} />
            {account.kind === 'machine' && secures ? <AllKeysCard account={u} /> : null}
            <div className="e-people-split">
              <GrantList user={u} organisation={account.organisation ?? undefined} />
              <RightsCard user={u} />
            </div>
          </>
        )}
      </Ready>
    </Page>
  );
}

function actionsOf(account: Account): AccountAction[] {
  const locked = account.lockedUntil != null && Date.parse(account.lockedUntil) > Date.now();
  switch (account.state) {
    case 'active': return locked ? ['unlock', 'end-sessions', 'freeze', 'cancel'] : ['end-sessions', 'freeze', 'cancel'];
    case 'frozen': return ['activate', 'cancel'];
    case 'pending': return ['cancel'];
    default: return [];
  }
}

function AccountCard({ account }: { account: Account }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const session = useSession();
  const manages = useRight('manageAccounts') && session.data?.user.id !== account.id;
  const [action, setAction] = useState<AccountAction>();
  const [password, setPassword] = useState<string>();
  const [editing, setEditing] = useState(false);
  const reset = useMutation({ mutationFn: () => peopleApi.resetPassword(account.id), onSuccess: (made) => setPassword(made.password) });
  const fault = useProblemText(reset.error);
  const done = (): void => {
    toast('done', t('people.done'));
    void client.invalidateQueries({ queryKey: ['people'] });
  };
  return (
    <Card title={t('users.card')} aside={t(`users.states.${account.state}`)}>
      {reset.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Facts
        items={[
          [t('account.userName'), account.userName],
          [t('users.kind'), t(account.kind === 'machine' ? 'users.machine' : 'users.person')],
          [t('people.created'), <Age key="made" time={account.createdAt} />],
          [t('users.lastSignIn'), account.lastSignInAt == null ? t('people.never') : <Age key="last" time={account.lastSignInAt} />],
          [t('users.factor'), t(account.secondFactor ? 'account.factorOn' : 'account.factorOff')],
          [t('users.expires'), account.expiresOn ?? t('people.forever')],
        ]}
      />
      {manages ? (
        <div className="e-people-actions e-people-foot">
          {account.state === 'cancelled' ? null : <Button onClick={() => setEditing(true)}>{t('people.edit')}</Button>}
          {account.kind === 'person' && account.state !== 'cancelled' ? <Button onClick={() => reset.mutate()} loading={reset.isPending}>{t('users.reset')}</Button> : null}
          {actionsOf(account).map((one) => <Button key={one} danger={one === 'cancel' || one === 'freeze'} onClick={() => setAction(one)}>{t(WORDS[one])}</Button>)}
        </div>
      ) : null}
      <ReasonDialog
        open={action !== undefined} title={action === undefined ? '' : `${t(WORDS[action])} · ${account.displayName}`} danger={action === 'cancel' || action === 'freeze'}
        onClose={() => setAction(undefined)} onReason={async (text) => { if (action !== undefined) await peopleApi.actUser(account.id, action, text); done(); }}
      />
      <EditUser account={account} open={editing} onClose={() => setEditing(false)} onDone={done} />
      <OnceDialog title={t('users.password')} text={password} onClose={() => setPassword(undefined)} />
    </Card>
  );
}
