import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { useSession } from '../app/queries';
import { FactorCard } from '../people/FactorCard';
import { useSignOut } from '../shell/PersonMenu';
import { Entry } from './Entry';
import '../people/people.css';

/** Somebody whose role needs one-time codes sets them up here before anything else opens. */
export function FactorPage() {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  if (session.data === null) return <Navigate to="/sign-in" replace />;
  const must = session.data?.mustSetUpSecondFactor === true;
  return (
    <Entry title={t('account.factor')}>
      {must ? <Alert type="warning" showIcon title={t('account.mustFactor')} className="e-form-alert" /> : null}
      <FactorCard />
      <p className="e-entry-help">
        {must ? <button type="button" className="e-link-button" onClick={signOut}>{t('top.signOut')}</button> : <Link to="/">{t('account.goOn')}</Link>}
      </p>
    </Entry>
  );
}
