import type { MonitoredWork } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Page, Ready, type Column } from '@edge/ui';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMonitoredWorks } from './queries';
import { VerdictMark } from './VerdictMark';
import './monitoring.css';

/** Every hazardous work that is monitored, the worst first. */
export function MonitoringPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useMonitoredWorks();
  const columns: Column<MonitoredWork>[] = [
    { key: 'title', title: t('monitoring.work'), card: 'title', render: (one) => <Link to={`/monitoring/${one.work}`}><strong>{one.title}</strong></Link> },
    { key: 'verdict', title: t('monitoring.verdict'), card: 'corner', width: 120, render: (one) => <VerdictMark verdict={one.verdict} /> },
    { key: 'project', title: t('monitoring.project'), render: (one) => <Link to={`/projects/${encodeURIComponent(one.project)}`}>{one.projectName ?? one.project}</Link> },
    { key: 'warnings', title: t('monitoring.warnings'), align: 'right', render: (one) => <span className={`e-number${one.warnings > 0 ? ' e-verdict-count' : ''}`}>{one.warnings}</span> },
    { key: 'points', title: t('monitoring.points'), align: 'right', render: (one) => <span className="e-number">{one.points}</span> },
    { key: 'stale', title: t('monitoring.stale'), align: 'right', render: (one) => <span className={`e-number${one.stale > 0 ? ' e-verdict-stale' : ''}`}>{one.stale}</span> },
    { key: 'at', title: t('monitoring.newest'), align: 'right', render: (one) => <Age time={one.at} /> },
  ];
  return (
    <Page title={t('monitoring.title')}>
      {query.data?.more === true ? <Alert type="warning" showIcon title={t('monitoring.more')} /> : null}
      <Card flush>
        <Ready query={query} what={t('monitoring.what')} rows={8}>
          {(data) => (
            <DataTable
              caption={t('monitoring.title')} columns={columns} rows={data.items} rowKey={(one) => one.work} onOpen={(one) => { void navigate(`/monitoring/${one.work}`); }}
              empty={<EmptyState title={t('monitoring.none')} hint={t('monitoring.noneHint')} />}
            />
          )}
        </Ready>
      </Card>
    </Page>
  );
}
