import { ApiProblem } from '@edge/core';
import { Age, ErrorState, Page, Skeleton } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useWorkMonitoring } from './queries';
import { WorkPanel } from './WorkPanel';

/** One hazardous work: what its points say now and said before. */
export function WorkMonitoringPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useWorkMonitoring(id);
  const back = <Link className="e-back" to="/monitoring">← {t('monitoring.back')}</Link>;
  if (query.data === undefined) {
    return query.error === null ? <Skeleton rows={10} label={t('monitoring.what')} />
      : <Page title={t('monitoring.title')} back={back}><ErrorState error={query.error instanceof ApiProblem ? query.error : undefined} what={t('monitoring.what')} retry={() => { void query.refetch(); }} /></Page>;
  }
  const { title, project, projectName, at } = query.data;
  return (
    <Page
      title={title} back={back}
      scope={<><Link to={`/projects/${encodeURIComponent(project)}`}>{projectName ?? project}</Link><Link to={`/registers/hazardous-works/${id}`}>{t('monitoring.record')}</Link><Age time={at} /></>}
    >
      <WorkPanel id={id} />
    </Page>
  );
}
