import { toast } from '@edge/ui';
import { Alert, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import './people.css';

/** A secret that is told once: a first password, the text of a key. */
export function OnceDialog({ title, text, onClose }: { title: string; text: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const copy = (): void => { void navigator.clipboard?.writeText(text ?? '').then(() => toast('done', t('action.copied'))); };
  return (
    <Modal open={text !== undefined} title={title} onCancel={onClose} footer={[<Button key="copy" onClick={copy}>{t('action.copy')}</Button>, <Button key="close" type="primary" onClick={onClose}>{t('action.close')}</Button>]}>
      <Alert type="warning" showIcon title={t('people.once')} />
      <p className="e-people-secret">{text}</p>
    </Modal>
  );
}
