import { ErrorState, Skeleton, usePhone } from '@edge/ui';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useMatch } from 'react-router';
import { Boundary } from '../app/Boundary';
import { useSession } from '../app/queries';
import { LiveBanner } from './LiveBanner';
import { LiveProvider } from './LiveProvider';
import { Nav } from './Nav';
import { TopBar } from './TopBar';
import './shell.css';

const PhoneTabs = lazy(async () => ({ default: (await import('./PhoneTabs')).PhoneTabs }));

const COLLAPSED = 'edge-nav-collapsed';

export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const location = useLocation();
  const phone = usePhone();
  const project = useMatch('/projects/:p/*')?.params.p;
  const [collapsed, setCollapsed] = useState(localStorage.getItem(COLLAPSED) === '1');
  if (session.isPending) return <Skeleton rows={8} />;
  if (session.error) return <ErrorState error={session.error} what={t('top.person')} retry={() => { void session.refetch(); }} />;
  if (!session.data) return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search }} />;
  if (session.data.mustChangePassword) return <Navigate to="/password" replace />;
  if (session.data.mustSetUpSecondFactor) return <Navigate to="/second-factor" replace />;
  const toggle = (): void => {
    localStorage.setItem(COLLAPSED, collapsed ? '0' : '1');
    setCollapsed(!collapsed);
  };
  return (
    <LiveProvider project={project}>
      <div className={`e-shell${collapsed ? ' e-shell-small' : ''}`}>
        <a className="e-skip" href="#main">{t('nav.skip')}</a>
        {phone ? null : <Nav project={project} collapsed={collapsed} onToggle={toggle} />}
        <div className="e-shell-main">
          <TopBar project={project} user={session.data.user} />
          <LiveBanner />
          <main id="main" tabIndex={-1}>
            <Boundary key={location.pathname}><Suspense fallback={<Skeleton rows={8} />}><Outlet /></Suspense></Boundary>
          </main>
        </div>
        {phone ? <Suspense><PhoneTabs project={project} user={session.data.user} /></Suspense> : null}
      </div>
    </LiveProvider>
  );
}
