import '@edge/ui/tokens.css';
import '@edge/ui/base.css';
import { applyTheme, storedTheme } from '@edge/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startLanguage } from './app/language';
import { join } from './files/join';
import { joinMonitoring } from './monitoring/join';

applyTheme(storedTheme());
join();
joinMonitoring();
void startLanguage().then(() => {
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<StrictMode><App /></StrictMode>);
});
