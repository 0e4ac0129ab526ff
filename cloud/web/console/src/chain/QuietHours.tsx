import { Card } from '@edge/ui';
import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export function QuietHours() {
  const { t } = useTranslation();
  const quiet = Form.useWatch<boolean>('quiet') === true;
  return (
    <Card title={t('chain.quiet')} className="e-quiet">
      <p className="e-muted">{t('chain.quietHint')}</p>
      <div className="e-quiet-row">
        <Form.Item name="quiet" valuePropName="checked" noStyle><Checkbox>{t('chain.quiet')}</Checkbox></Form.Item>
        <Form.Item name="quietFrom" noStyle><Input type="time" aria-label={t('chain.start')} disabled={!quiet} className="e-quiet-time" /></Form.Item>
        <span>–</span>
        <Form.Item name="quietTo" noStyle><Input type="time" aria-label={t('chain.end')} disabled={!quiet} className="e-quiet-time" /></Form.Item>
      </div>
    </Card>
  );
}
