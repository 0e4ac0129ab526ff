import type { Session } from '@edge/core';
import { ErrorState, Skeleton, usePhone } from '@edge/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useMatch } from 'react-router';
import { Boundary } from '../app/Boundary';
import { leaveFor, type Door } from '../app/door';
import { useSession } from '../app/queries';
import { LiveBanner } from './LiveBanner';
import { LiveProvider } from './LiveProvider';
import { Nav } from './Nav';
import { TopBar } from './TopBar';
import './shell.css';

const PhoneTabs = lazy(async () => ({ default: (await import('./PhoneTabs')).PhoneTabs }));

const SignInAgain = lazy(async () => ({ default: (await import('../session/SignInAgain')).SignInAgain }));

const COLLAPSED = 'edge-nav-collapsed';

export function Shell() {
  const { t } = useTranslation();
  const session = useSession();
  const location = useLocation();
  const phone = usePhone();
  const project = useMatch('/projects/:p/*')?.params.p;
  const [collapsed, setCollapsed] = useState(localStorage.getItem(COLLAPSED) === '1');
  const [last, setLast] = useState<Session>();
  if (session.data && session.data !== last) setLast(session.data);
  // Who was at work is asked in place and keeps what is on the page; who has just come is sent to the door.
  const door: Door | undefined = session.isPending || session.error ? undefined
    : session.data ? (session.data.mustChangePassword ? '/password' : session.data.mustSetUpSecondFactor ? '/second-factor' : undefined)
    : last === undefined ? '/sign-in' : undefined;
  useEffect(() => { if (door !== undefined) leaveFor(door); }, [door]);
  if (session.isPending) return <Skeleton rows={8} />;
  if (session.error) return <ErrorState error={session.error} what={t('top.person')} retry={() => { void session.refetch(); }} />;
  const held = session.data ?? last;
  if (!held || door !== undefined) return <Skeleton rows={8} />;
  const toggle = (): void => {
    localStorage.setItem(COLLAPSED, collapsed ? '0' : '1');
    setCollapsed(!collapsed);
  };
  return (
    <LiveProvider project={project} isSignedIn={session.data != null}>
      <div className={`e-shell${collapsed ? ' e-shell-small' : ''}`}>
        <a className="e-skip" href="#main">{t('nav.skip')}</a>
        {phone ? null : <Nav project={project} collapsed={collapsed} onToggle={toggle} />}
        <div className="e-shell-main">
          <TopBar project={project} user={held.user} />
          <LiveBanner />
          <main id="main" tabIndex={-1}>
            <Boundary key={location.pathname}><Suspense fallback={<Skeleton rows={8} />}><Outlet /></Suspense></Boundary>
          </main>
        </div>
        {phone ? <Suspense><PhoneTabs project={project} user={held.user} /></Suspense> : null}
        {session.data ? null : <Suspense><SignInAgain userId={held.user.id} /></Suspense>}
      </div>
    </LiveProvider>
  );
}
