import { EmptyState } from '@edge/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function NotFound() {
  const { t } = useTranslation();
  return <EmptyState title={t('notFound.title')} hint={t('notFound.hint')} action={<Link to="/projects">{t('notFound.home')}</Link>} />;
}

export function Crash() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('crash.title')}
      hint={t('crash.hint')}
      action={<Button type="primary" onClick={() => window.location.reload()}>{t('crash.reload')}</Button>}
    />
  );
}
