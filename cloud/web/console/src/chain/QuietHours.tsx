import { Card } from '@edge/ui';
import { Checkbox, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';

const TIMES = Array.from({ length: 48 }, (_, at) => {
  const value = `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`;
  return { value, label: value };
});

export function QuietHours() {
  const { t } = useTranslation();
  const quiet = Form.useWatch<boolean>('quiet') === true;
  return (
    <Card title={t('chain.quiet')} className="e-quiet">
      <p className="e-muted">{t('chain.quietHint')}</p>
      <div className="e-quiet-row">
        <Form.Item name="quiet" valuePropName="checked" noStyle><Checkbox>{t('chain.quiet')}</Checkbox></Form.Item>
        <Form.Item name="quietFrom" noStyle><Select showSearch aria-label={t('chain.start')} disabled={!quiet} className="e-quiet-time" options={TIMES} /></Form.Item>
        <span>–</span>
        <Form.Item name="quietTo" noStyle><Select showSearch aria-label={t('chain.end')} disabled={!quiet} className="e-quiet-time" options={TIMES} /></Form.Item>
      </div>
    </Card>
  );
}
