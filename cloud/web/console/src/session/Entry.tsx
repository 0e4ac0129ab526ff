import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../app/language';
import './entry.css';

/** Frame of the pages before the shell: one card, the product's name, the language. */
export function Entry({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="e-entry">
      <header className="e-entry-top">
        <button type="button" className="e-link-button" onClick={() => { void switchLanguage(); }}>{t('language.switch')}</button>
      </header>
      <main className="e-entry-main">
        <div className="e-entry-brand">
          <img src="/mark.svg" width="40" height="40" alt="" />
          <div>
            <p className="e-entry-name">{t('product.name')}</p>
            <p className="e-hint">{t('product.tagline')}</p>
          </div>
        </div>
        <section className="e-entry-card">
          <h1>{title}</h1>
          {children}
        </section>
      </main>
    </div>
  );
}
