import type { ReactNode } from 'react';
import './page.css';

interface PageProps {
  title: ReactNode;
  /** Scope and time of the data. */
  scope?: ReactNode;
  /** At most one primary action. */
  action?: ReactNode;
  back?: ReactNode;
  children: ReactNode;
}

export function Page({ title, scope, action, back, children }: PageProps) {
  return (
    <div className="e-page">
      <header className="e-page-head">
        <div className="e-page-title">
          {back}
          <h1>{title}</h1>
          {scope === undefined ? null : <div className="e-page-scope">{scope}</div>}
        </div>
        {action === undefined ? null : <div className="e-page-action">{action}</div>}
      </header>
      {children}
    </div>
  );
}

interface CardProps {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
  label?: string;
}

export function Card({ title, aside, children, className, flush = false, label }: CardProps) {
  return (
    <section className={`e-card ${className ?? ''}`} aria-label={label}>
      {title === undefined ? null : (
        <header className="e-card-head">
          <h2>{title}</h2>
          {aside === undefined ? null : <div className="e-card-aside">{aside}</div>}
        </header>
      )}
      <div className={flush ? 'e-card-flush' : 'e-card-body'}>{children}</div>
    </section>
  );
}

/** Filters in one row. */
export function Filters({ children }: { children: ReactNode }) {
  return <div className="e-filters">{children}</div>;
}

export function Facts({ items }: { items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="e-facts">
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
