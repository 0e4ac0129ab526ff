import { ApiProblem } from '@edge/core';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './states.css';

/** One sentence why there is nothing, and the next step. */
export function EmptyState({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className="e-blank">
      <svg width="56" height="40" viewBox="0 0 56 40" aria-hidden="true" className="e-blank-art">
        <path d="M2 38h52M14 38V8M10 38l4-6 4 6M4 8h44M14 8l6-5 22 5M42 8v12" />
        <rect x="38" y="20" width="8" height="6" />
      </svg>
      <p className="e-blank-title">{title}</p>
      {hint === undefined ? null : <p className="e-hint">{hint}</p>}
      {action}
    </div>
  );
}

/** What failed, what was kept, a retry; or who can grant a missing permission. */
export function ErrorState({ error, what, retry }: { error: unknown; what: string; retry?: () => void }) {
  const { t } = useTranslation();
  const text = useProblemText(error);
  const forbidden = error instanceof ApiProblem && error.kind === 'forbidden';
  return (
    <div className="e-blank e-blank-error" role="alert">
      <p className="e-blank-title">{forbidden ? t('problem.forbiddenTitle') : t('problem.failed', { what })}</p>
      <p className="e-hint">{text}</p>
      {retry === undefined || forbidden ? null : <Button onClick={retry}>{t('action.retry')}</Button>}
    </div>
  );
}

/** The server's own words first; ours where it had none. */
export function useProblemText(error: unknown): string {
  const { t } = useTranslation();
  return problemText(error, (kind, values) => t(`problem.${kind}`, values ?? {}));
}

type Translate = (kind: ApiProblem['kind'] | 'unknown', values?: Record<string, string | number>) => string;

export function problemText(error: unknown, translate: Translate): string {
  if (!(error instanceof ApiProblem)) return translate('unknown');
  if (error.kind === 'locked') return translate('locked', { minutes: Math.max(1, Math.ceil((error.retryAfterSeconds ?? 60) / 60)) });
  if (error.kind === 'refused' || error.kind === 'conflict') {
    const fields = Object.values(error.errors).flat();
    const own = error.detail ?? (fields.length > 0 ? fields.join(' ') : error.message);
    return own === error.kind ? translate(error.kind) : own;
  }
  return translate(error.kind);
}

/** A quiet frame of the real layout while it loads. */
export function Skeleton({ rows = 6, height = 16, label }: { rows?: number; height?: number; label?: string }) {
  const { t } = useTranslation();
  return (
    <div className="e-skeleton" role="status" aria-label={label ?? t('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={`e-skeleton-bar e-skeleton-${row % 3}`} style={{ height }} />
      ))}
    </div>
  );
}

interface ReadyProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  what: string;
  rows?: number;
  children: (data: T) => ReactNode;
}

/** Loading, failed or there: data that was read before stays on show when a later read fails. */
export function Ready<T>({ query, what, rows, children }: ReadyProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null && query.error !== undefined) {
    return <ErrorState error={query.error} what={what} retry={() => { query.refetch(); }} />;
  }
  return <Skeleton rows={rows} label={what} />;
}
