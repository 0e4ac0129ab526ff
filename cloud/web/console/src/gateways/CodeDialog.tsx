import { formatTime, type EnrolmentCode } from '@edge/core';
import { toast, useLanguage } from '@edge/ui';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

/** Shows a one-time code; it cannot be shown again. */
export function CodeDialog({ code, onClose }: { code: EnrolmentCode | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const copy = (): void => {
    // Plain HTTP has no clipboard: the code can still be selected.
    navigator.clipboard?.writeText(code?.code ?? '').then(() => toast('done', t('action.copied')), () => undefined);
  };
  return (
    <Modal open={code !== undefined} title={t('gateways.codeTitle')} footer={<Button type="primary" onClick={onClose}>{t('action.close')}</Button>} onCancel={onClose} destroyOnHidden>
      <p className="e-muted">{t('gateways.codeHint')}</p>
      <p className="e-code">{code?.code}</p>
      <p className="e-code-foot">
        <span className="e-hint">{code === undefined ? '' : t('gateways.codeUntil', { time: formatTime(code.expiresAt, 'exact', language) })}</span>
        <Button size="small" onClick={copy}>{t('action.copy')}</Button>
      </p>
    </Modal>
  );
}
