import { projectName } from '@edge/core';
import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { useLanguage } from '@edge/ui';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useProjects, useSession } from '../app/queries';
import { GENERAL, operationsMenu, peopleMenu, projectMenu, type MenuEntry } from './menu';

const RegisterNav = lazy(async () => ({ default: (await import('../registers/RegisterNav')).RegisterNav }));

interface Props {
  project: string | undefined;
  collapsed: boolean;
  onToggle: () => void;
}

export function Nav({ project, collapsed, onToggle }: Props) {
  const { t } = useTranslation();
  const { data } = useProjects();
  const language = useLanguage();
  const rights = useSession().data?.rights ?? [];
  const people = peopleMenu(rights);
  const operations = operationsMenu(rights);
  const found = data?.find((one) => one.id === project);
  const name = found === undefined ? project : projectName(found, language);
  return (
    <nav className="e-nav" aria-label={t('nav.main')}>
      <Link to="/home" className="e-nav-brand">
        <img src="/mark.svg" width="28" height="28" alt="" />
        {collapsed ? null : <span>{t('product.short')}</span>}
      </Link>
      <Entries entries={GENERAL} collapsed={collapsed} />
      {collapsed ? null : <Suspense fallback={null}><RegisterNav /></Suspense>}
      {project === undefined ? null : (
        <>
          <p className="e-nav-section" title={name}>{collapsed ? '' : name}</p>
          <Entries entries={projectMenu(project)} collapsed={collapsed} />
        </>
      )}
      {people.length === 0 ? null : (
        <>
          <p className="e-nav-section">{collapsed ? '' : t('nav.people')}</p>
          <Entries entries={people} collapsed={collapsed} />
        </>
      )}
      {operations.length === 0 ? null : (
        <>
          <p className="e-nav-section">{collapsed ? '' : t('nav.operations')}</p>
          <Entries entries={operations} collapsed={collapsed} />
        </>
      )}
      <button type="button" className="e-nav-toggle" onClick={onToggle} aria-label={t(collapsed ? 'nav.expand' : 'nav.collapse')}>
        {collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        {collapsed ? null : <span>{t('nav.collapse')}</span>}
      </button>
    </nav>
  );
}

function Entries({ entries, collapsed }: { entries: readonly MenuEntry[]; collapsed: boolean }) {
  const { t } = useTranslation();
  return (
    <ul>
      {entries.map((one) => (
        <li key={one.key}>
          <NavLink to={one.to} end={one.end} className="e-nav-item" title={collapsed ? t(`nav.${one.key}`) : undefined} aria-label={t(`nav.${one.key}`)}>
            {one.icon}
            {collapsed ? null : <span>{t(`nav.${one.key}`)}</span>}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
