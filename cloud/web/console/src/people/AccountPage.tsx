import { Card, Facts, Page, useLanguage } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { doorTo } from '../app/door';
import { useSession } from '../app/queries';
import { FactorCard } from './FactorCard';
import { OwnKeysCard } from './KeysCard';
import { LinksCard } from './LinksCard';
import { SessionsCard } from './SessionsCard';
import './people.css';

/** One's own account: password, second factor, devices, keys. */
export function AccountPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const session = useSession().data;
  if (session == null) return null;
  const { user } = session;
  const roles = user.roles.map((role) => (language === 'en' ? role.labelEn : role.label)).join(t('list.comma'));
  return (
    <Page title={t('account.title')} scope={user.displayName}>
      <div className="e-people-split">
        <Card title={t('users.card')}>
          <Facts
            items={[
              [t('account.userName'), user.userName],
              [t('people.organisation'), user.organisation?.name ?? t('people.none')],
              [t('account.roles'), roles === '' ? t('account.noRoles') : roles],
              [t('account.password'), <a key="password" href={doorTo('/password')}>{t('account.change')}</a>],
            ]}
          />
        </Card>
        <FactorCard />
      </div>
      <LinksCard />
      <SessionsCard />
      <OwnKeysCard />
    </Page>
  );
}
