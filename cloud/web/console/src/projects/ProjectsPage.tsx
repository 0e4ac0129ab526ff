import { SearchOutlined } from '@ant-design/icons';
import { addCounts, within, type ProjectSummary } from '@edge/core';
import { Age, Card, EmptyState, Filters, LevelCounts, Page, Ready, SiteMap, useLanguage, usePhone } from '@edge/ui';
import { Checkbox, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useProjects } from '../app/queries';
import { useArea } from '../shell/area';
import { ProjectTable } from './ProjectTable';
import './projects.css';

export function ProjectsPage() {
  const { t } = useTranslation();
  const query = useProjects();
  return (
    <Ready query={query} what={t('projects.what')} rows={10}>
      {(projects) => <Overview projects={projects} />}
    </Ready>
  );
}

function Overview({ projects }: { projects: ProjectSummary[] }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const [area] = useArea();
  const [search, setSearch] = useSearchParams();
  const [view, setView] = useState<'list' | 'map'>('list');
  const q = search.get('q') ?? '';
  const warned = search.get('warned') === '1';
  const selected = search.get('at') ?? undefined;
  const language = useLanguage();
  const set = (name: string, value: string | undefined): void => setSearch((held) => {
    if (value === undefined || value === '') held.delete(name);
    else held.set(name, value);
    return held;
  }, { replace: true });
  const inArea = useMemo(() => projects.filter((one) => within(one.division.code, area)), [projects, area]);
  const shown = useMemo(() => inArea.filter((one) => {
    const open = Object.values(one.openWarnings).some((count) => (count ?? 0) > 0);
    return (!warned || open) && `${one.name} ${one.nameEn ?? ''} ${one.address}`.toLowerCase().includes(q.toLowerCase());
  }), [inArea, q, warned]);
  const newest = shown.map((one) => one.lastDataAt ?? '').sort().at(-1);
  const open = (id: string): void => { void navigate(`/projects/${encodeURIComponent(id)}`); };
  return (
    <Page
      title={t('projects.title')}
      scope={(
        <>
          <span>{t('projects.summary', sums(shown))}</span>
          <span>{t('projects.asOf')} <Age time={newest === '' ? undefined : newest} /></span>
        </>
      )}
    >
      <div className="e-projects-bar">
        <Filters>
          <Input
            className="e-projects-find" allowClear prefix={<SearchOutlined />} value={q} placeholder={t('projects.filter')} aria-label={t('projects.filter')}
            onChange={(event) => set('q', event.target.value)}
          />
          <Checkbox checked={warned} onChange={(event) => set('warned', event.target.checked ? '1' : undefined)}>{t('projects.onlyWarnings')}</Checkbox>
        </Filters>
        <LevelCounts
          words={!phone}
          counts={addCounts(shown.map((one) => one.openWarnings))}
          link={(level, content, label) => <Link to={`/warnings?level=${level}`} aria-label={label}>{content}</Link>}
        />
      </div>
      {phone ? (
        <Segmented
          block value={view} onChange={setView}
          options={[{ value: 'list', label: t('projects.list') }, { value: 'map', label: t('projects.map') }]}
        />
      ) : null}
      <div className="e-projects">
        {phone && view !== 'list' ? null : (
          <Card flush className="e-projects-list" label={t('projects.list')}>
            <ProjectTable
              projects={shown} language={language} selected={selected} onOpen={open} onPoint={(id) => set('at', id)}
              empty={inArea.length === 0
                ? <EmptyState title={t('projects.empty')} hint={t('projects.emptyHint')} />
                : <EmptyState title={t('projects.noneMatch')} hint={t('projects.noneMatchHint')} />}
            />
          </Card>
        )}
        {phone && view !== 'map' ? null : (
          <Card flush className="e-projects-map" label={t('projects.map')}>
            <SiteMap projects={shown} selected={selected} onSelect={(id) => set('at', id)} onOpen={open} />
          </Card>
        )}
      </div>
    </Page>
  );
}

function sums(projects: readonly ProjectSummary[]): { projects: number; online: number; total: number } {
  return {
    projects: projects.length,
    online: projects.reduce((sum, one) => sum + one.devices.online, 0),
    total: projects.reduce((sum, one) => sum + one.devices.total, 0),
  };
}
