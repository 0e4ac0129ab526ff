import { UserOutlined } from '@ant-design/icons';
import type { User } from '@edge/core';
import { MenuButton, setTheme, useTheme } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../app/client';
import { leaveFor } from '../app/door';

export function useSignOut(): () => void {
  const signOut = useMutation({ mutationFn: api.signOut, onSettled: () => window.location.replace('/sign-in') });
  return () => signOut.mutate();
}

export function PersonMenu({ user }: { user: User }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <MenuButton
      icon={<UserOutlined />}
      label={user.displayName}
      name={`${t('top.person')} ${user.displayName}`}
      items={[
        { key: 'account', label: t('nav.account'), onSelect: () => { void navigate('/account'); } },
        { key: 'password', label: t('top.changePassword'), onSelect: () => leaveFor('/password') },
        {
          key: 'theme', label: `${t('top.theme')}${theme === 'dark' ? ' ✓' : ''}`,
          onSelect: () => setTheme(theme === 'dark' ? 'light' : 'dark'),
        },
        { key: 'out', label: t('top.signOut'), divided: true, onSelect: signOut },
      ]}
    />
  );
}
