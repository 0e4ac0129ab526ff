import { projectName, type Count, type Language, type ProjectSummary } from '@edge/core';
import { Age, DataTable, LevelCounts, type Column } from '@edge/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface Props {
  projects: readonly ProjectSummary[];
  language: Language;
  selected: string | undefined;
  onOpen: (id: string) => void;
  onPoint: (id: string) => void;
  empty: ReactNode;
}

/** The list beside the map: pointing at one shows the other. */
export function ProjectTable({ projects, language, selected, onOpen, empty }: Props) {
  const { t } = useTranslation();
  const base = (one: ProjectSummary): string => `/projects/${encodeURIComponent(one.id)}`;
  const columns: Column<ProjectSummary>[] = [
    {
      key: 'name', title: t('projects.project'), card: 'title',
      render: (one) => (
        <div className="e-project-name">
          <Link to={base(one)}>{projectName(one, language)}</Link>
          <span className="e-hint">{one.division.name} · {one.stage}</span>
        </div>
      ),
    },
    {
      key: 'warnings', title: t('projects.warnings'),
      render: (one) => (
        <LevelCounts
          counts={one.openWarnings}
          link={(level, content, label) => <Link to={`/warnings?project=${encodeURIComponent(one.id)}&level=${level}`} aria-label={label}>{content}</Link>}
        />
      ),
    },
    { key: 'devices', title: t('projects.devices'), align: 'right', render: (one) => <Online count={one.devices} to={`${base(one)}/devices`} /> },
    { key: 'gateways', title: t('projects.gateways'), align: 'right', render: (one) => <Online count={one.gateways} to={`${base(one)}/gateways`} /> },
    {
      key: 'data', title: t('projects.data'), align: 'right', card: 'corner',
      render: (one) => (one.lastDataAt ? <Age time={one.lastDataAt} /> : <span className="e-hint">{t('projects.noData')}</span>),
    },
  ];
  return (
    <DataTable
      caption={t('projects.list')} columns={columns} rows={projects} rowKey={(one) => one.id} selected={selected}
      onOpen={(one) => onOpen(one.id)} empty={empty} footer={t('projects.count', { count: projects.length })}
    />
  );
}

function Online({ count, to }: { count: Count; to: string }) {
  return (
    <Link to={to} className={`e-number e-online${count.online < count.total ? ' e-online-short' : ''}`}>
      {count.online}<span className="e-hint">/{count.total}</span>
    </Link>
  );
}
