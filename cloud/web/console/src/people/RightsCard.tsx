import { Card, Ready } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { peopleApi } from '../app/client';
import { peopleKeys, useAreaName } from './queries';
import './people.css';

/** What this user may do, as the server decides it: rights with their scope, and every project that is seen. */
export function RightsCard({ user }: { user: string }) {
  const { t } = useTranslation();
  const area = useAreaName();
  const query = useQuery({ queryKey: peopleKeys.rights(user), queryFn: ({ signal }) => peopleApi.rightsOf(user, signal) });
  return (
    <Card title={t('grants.rights')}>
      <Ready query={query} what={t('grants.rights')} rows={4}>
        {(answer) => (
          <>
            {answer.mayBeIn ? null : <Alert type="warning" showIcon title={t('grants.barred')} className="e-form-alert" />}
            <dl className="e-facts">
              {answer.rights.map((one) => (
                <div key={one.right}>
                  <dt>{one.right === 'none' ? '' : t(`grants.right.${one.right}`)}</dt>
                  <dd>{[...one.areas.map(area), ...(one.parties.length > 0 ? [t('grants.ownParty')] : [])].join(t('list.comma'))}</dd>
                </div>
              ))}
            </dl>
            <h3 className="e-people-foot">{t('grants.projects')}</h3>
            {answer.projects.length === 0 ? <p className="e-hint">{t('grants.noProjects')}</p> : (
              <ul className="e-people-tags">
                {answer.projects.map((one) => (
                  <li key={one.project} className="e-people-tag">
                    <Link to={`/projects/${encodeURIComponent(one.project)}`}>{one.project}</Link> {one.allowed.map((kind) => t(`grants.kind.${kind}`)).join(t('list.comma'))}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Ready>
    </Card>
  );
}
