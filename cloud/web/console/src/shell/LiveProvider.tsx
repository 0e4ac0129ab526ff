import { LiveConnection, readLive, type LiveStatus } from '@edge/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createApplier } from './applyLive';

interface Live {
  status: LiveStatus;
  retryAt: number | undefined;
  online: boolean;
  retryNow: () => void;
}

const Context = createContext<Live>({ status: 'closed', retryAt: undefined, online: true, retryNow: () => undefined });

export const useLive = (): Live => useContext(Context);

/** One stream for the page: of the project in scope, or of all projects' warnings. */
export function LiveProvider({ project, isSignedIn, children }: { project: string | undefined; isSignedIn: boolean; children: ReactNode }) {
  const client = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>('connecting');
  const [retryAt, setRetryAt] = useState<number>();
  const [online, setOnline] = useState(navigator.onLine);
  const connection = useRef<LiveConnection>(undefined);

  useEffect(() => {
    const applier = createApplier(client, project);
    let lost = false;
    const live = new LiveConnection({
      url: project === undefined ? '/api/stream' : `/api/stream?project=${encodeURIComponent(project)}`,
      fetch: window.fetch.bind(window),
      clock: {
        setTimeout: (run, milliseconds) => window.setTimeout(run, milliseconds),
        clearTimeout: (handle) => window.clearTimeout(handle),
        random: Math.random,
      },
      onEvent: (raw) => {
        const event = readLive(raw);
        if (event !== undefined) applier.apply(event);
      },
      onStatus: (next, delay) => {
        setStatus(next);
        setRetryAt(delay === undefined ? undefined : Date.now() + delay);
        if (next === 'waiting' || next === 'refused') lost = true;
        if (next === 'open' && lost) {
          lost = false;
          applier.catchUp();
        }
      },
    });
    connection.current = live;
    live.start();
    return () => {
      live.stop();
      applier.stop();
    };
  }, [client, project]);

  useEffect(() => {
    if (isSignedIn) connection.current?.admitted();
  }, [isSignedIn]);

  useEffect(() => {
    const change = (): void => {
      setOnline(navigator.onLine);
      if (navigator.onLine) connection.current?.retryNow();
    };
    window.addEventListener('online', change);
    window.addEventListener('offline', change);
    return () => {
      window.removeEventListener('online', change);
      window.removeEventListener('offline', change);
    };
  }, []);

  const value = useMemo(
    () => ({ status, retryAt, online, retryNow: () => connection.current?.retryNow() }), [status, retryAt, online]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}
