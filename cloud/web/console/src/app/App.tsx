import { antdTheme, Toasts, usePhone, useTheme, useLanguage } from '@edge/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { useMemo } from 'react';
import { Boundary } from './Boundary';
import { queryClient } from './client';
import { libraryLocale } from './language';
import { AppRoutes } from './routes';

export function App() {
  const theme = useTheme();
  const phone = usePhone();
  const language = useLanguage();
  const config = useMemo(() => antdTheme(theme, phone), [theme, phone]);
  return (
    <ConfigProvider theme={config} locale={libraryLocale(language)} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queryClient}>
        <Boundary><AppRoutes /></Boundary>
        <Toasts />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
