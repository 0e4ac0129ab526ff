import type { Session } from '@edge/core';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SESSION } from '../app/client';
import { doorTo, leaveFor } from '../app/door';

/** The session ended while somebody was at work: what was entered stays, signing in happens in a window beside it. */
export function SignInAgain({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  useEffect(() => {
    const look = async (): Promise<void> => {
      await client.refetchQueries({ queryKey: SESSION });
      const session = client.getQueryData<Session | null>(SESSION);
      // Somebody else at the same browser begins with a page of his own.
      if (session != null && session.user.id !== userId) window.location.assign('/');
      else if (session != null) await client.invalidateQueries();
    };
    const seen = (): void => { void look(); };
    window.addEventListener('focus', seen);
    return () => window.removeEventListener('focus', seen);
  }, [client, userId]);
  return (
    <Modal
      open closable={false} mask={{ closable: false }} title={t('session.ended')}
      footer={[
        <Button key="leave" onClick={() => leaveFor('/sign-in')}>{t('session.leave')}</Button>,
        <Button key="in" type="primary" href={doorTo('/sign-in', '/account')} target="_blank">{t('session.again')}</Button>,
      ]}
    >
      <p>{t('session.kept')}</p>
    </Modal>
  );
}
