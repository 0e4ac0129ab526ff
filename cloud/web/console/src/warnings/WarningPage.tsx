import { Card, Page } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { WarningSheet } from './WarningSheet';
import './warnings.css';

export function WarningPage() {
  const { t } = useTranslation();
  const id = useParams()['id'] ?? '';
  return (
    <Page title={t('warnings.one')} back={<Link className="e-back" to="/warnings">← {t('warnings.title')}</Link>}>
      <Card className="e-sheet-page"><WarningSheet id={id} /></Card>
    </Page>
  );
}
