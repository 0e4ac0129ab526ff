import { Modal } from 'antd';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { holdOn } from '../../app/leaving';

/** Asks before unsaved entries are lost: to another page, by "back", by closing the window. */
export function useUnsaved(dirty: boolean): { question: ReactNode; release: () => void } {
  const { t } = useTranslation();
  const [on, setOn] = useState<() => void>();
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    holdOn((next) => setOn(() => next));
    return () => {
      window.removeEventListener('beforeunload', ask);
      holdOn(undefined);
    };
  }, [dirty]);
  const release = useCallback(() => holdOn(undefined), []);
  const question = on === undefined ? null : (
    <Modal
      open title={t('form.leaveTitle')} okText={t('form.leaveYes')} cancelText={t('form.leaveNo')} okButtonProps={{ danger: true }}
      onOk={() => { release(); setOn(undefined); on(); }} onCancel={() => setOn(undefined)}
    >
      {t('form.leave')}
    </Modal>
  );
  return { question, release };
}
