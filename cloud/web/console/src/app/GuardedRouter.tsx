import { useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { Router, UNSAFE_createBrowserHistory as createBrowserHistory, type Navigator, type To } from 'react-router';
import { isHeld, leave } from './leaving';

const history = createBrowserHistory({ window, v5Compat: true });

function pathOf(to: To): string {
  const path = typeof to === 'string' ? new URL(to, window.location.href).pathname : to.pathname;
  return path === undefined || path === '' ? history.location.pathname : path;
}

/** The browser's address as the router's, but another page is only gone to when nobody holds on: unsaved entries are not lost. */
export function GuardedRouter({ children }: { children: ReactNode }) {
  const [at, setAt] = useState({ action: history.action, location: history.location });
  useLayoutEffect(() => {
    let shown = history.location.pathname;
    return history.listen(({ action, location, delta }) => {
      if (action === 'POP' && delta !== null && isHeld() && location.pathname !== shown) {
        // The browser has gone already; it is brought back and asked.
        history.go(-delta);
        leave(() => history.go(delta));
        return;
      }
      shown = location.pathname;
      setAt({ action: history.action, location });
    });
  }, []);
  const navigator = useMemo((): Navigator => {
    const go = (to: To, on: () => void): void => { if (pathOf(to) === history.location.pathname) on(); else leave(on); };
    return {
      createHref: (to) => history.createHref(to),
      encodeLocation: (to) => history.encodeLocation(to),
      go: (delta) => history.go(delta),
      push: (to, state) => go(to, () => history.push(to, state)),
      replace: (to, state) => go(to, () => history.replace(to, state)),
    };
  }, []);
  return <Router location={at.location} navigationType={at.action} navigator={navigator}>{children}</Router>;
}
