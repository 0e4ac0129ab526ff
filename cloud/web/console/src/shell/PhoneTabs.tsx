import { AlertOutlined, AppstoreOutlined, DashboardOutlined, HomeOutlined, ProfileOutlined, UserOutlined } from '@ant-design/icons';
import { projectName, type User } from '@edge/core';
import { setTheme, useLanguage, useTheme } from '@edge/ui';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { doorTo } from '../app/door';
import { switchLanguage } from '../app/language';
import { useProjects, useSession } from '../app/queries';
import { GENERAL, operationsMenu, peopleMenu, projectMenu } from './menu';
import { useSignOut } from './PersonMenu';
import { AreaSwitch } from './Switches';

/** Bottom tabs of the phone: overview, warnings, the project's pages, me. */
export function PhoneTabs({ project, user }: { project: string | undefined; user: User }) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<'project' | 'me'>();
  const { data } = useProjects();
  const language = useLanguage();
  const found = data?.find((one) => one.id === project);
  const name = found === undefined ? t('nav.project') : projectName(found, language);
  const close = (): void => setSheet(undefined);
  return (
    <>
      <nav className="e-tabs" aria-label={t('nav.main')}>
        <NavLink to="/home"><HomeOutlined /><span>{t('nav.home')}</span></NavLink>
        <NavLink to="/warnings"><AlertOutlined /><span>{t('nav.warnings')}</span></NavLink>
        <NavLink to="/registers"><ProfileOutlined /><span>{t('nav.registers')}</span></NavLink>
        <button type="button" className={project === undefined ? '' : 'active'} onClick={() => setSheet('project')}>
          <DashboardOutlined /><span>{t('nav.project')}</span>
        </button>
        <button type="button" onClick={() => setSheet('me')}><UserOutlined /><span>{t('nav.me')}</span></button>
      </nav>
      <Drawer open={sheet === 'project'} onClose={close} placement="bottom" size="auto" title={name}>
        <ul className="e-sheet"><li><NavLink to="/projects" end onClick={close}><AppstoreOutlined /><span>{t('nav.projects')}</span></NavLink></li></ul>
        {project === undefined ? <p className="e-muted">{t('nav.noProject')}</p> : (
          <ul className="e-sheet">
            {projectMenu(project).map((one) => (
              <li key={one.key}><NavLink to={one.to} end={one.end} onClick={close}>{one.icon}<span>{t(`nav.${one.key}`)}</span></NavLink></li>
            ))}
          </ul>
        )}
      </Drawer>
      <Drawer open={sheet === 'me'} onClose={close} placement="bottom" size="auto" title={user.displayName}>
        <Me onDone={close} />
      </Drawer>
    </>
  );
}

function Me({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const signOut = useSignOut();
  const rights = useSession().data?.rights ?? [];
  const people = [...GENERAL.filter((one) => one.key === 'approvals' || one.key === 'monitoring'), ...peopleMenu(rights), ...operationsMenu(rights)];
  return (
    <>
      <div className="e-sheet-area"><span>{t('top.area')}</span><AreaSwitch /></div>
      <ul className="e-sheet">
        <li><button type="button" onClick={() => { void switchLanguage(); onDone(); }}>{t('language.switch')}</button></li>
        <li>
          <button type="button" onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}>
            {t('top.theme')}{theme === 'dark' ? ' ✓' : ''}
          </button>
        </li>
        {people.map((one) => <li key={one.key}><Link to={one.to} onClick={onDone}>{one.icon}<span>{t(`nav.${one.key}`)}</span></Link></li>)}
        <li><Link to="/account" onClick={onDone}>{t('nav.account')}</Link></li>
        <li><a href={doorTo('/password')}>{t('top.changePassword')}</a></li>
        <li><button type="button" onClick={signOut}>{t('top.signOut')}</button></li>
      </ul>
    </>
  );
}
