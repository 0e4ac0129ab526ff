import { ApiProblem } from '@edge/core';
import { problemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { api, SESSION } from '../app/client';
import { useSession } from '../app/queries';
import { Entry } from './Entry';

export function SignInPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const session = useSession();
  const location = useLocation();
  const signIn = useMutation({
    mutationFn: (values: { userName: string; password: string }) => api.signIn(values.userName.trim(), values.password),
    onSuccess: (answer) => {
      client.clear();
      client.setQueryData(SESSION, answer);
    },
  });
  if (session.data) {
    const from: unknown = (location.state as { from?: unknown } | null)?.from;
    return <Navigate to={session.data.mustChangePassword ? '/password' : typeof from === 'string' ? from : '/projects'} replace />;
  }
  return (
    <Entry title={t('signIn.title')}>
      {signIn.error === null ? null : <Alert type="error" showIcon title={errorText(signIn.error, t)} className="e-form-alert" />}
      <Form layout="vertical" requiredMark={false} onFinish={(values: { userName: string; password: string }) => signIn.mutate(values)}>
        <Form.Item name="userName" label={t('signIn.userName')} rules={[{ required: true, message: t('signIn.needUser') }]}>
          <Input autoComplete="username" autoFocus autoCapitalize="none" spellCheck={false} size="large" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.needPassword') }]}>
          <Input.Password autoComplete="current-password" size="large" maxLength={256} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>{t('signIn.submit')}</Button>
      </Form>
      <p className="e-hint e-entry-help">{t('signIn.help')}</p>
    </Entry>
  );
}

function errorText(error: Error, t: ReturnType<typeof useTranslation>['t']): string {
  if (error instanceof ApiProblem && error.kind === 'signed-out') return t('signIn.wrong');
  return problemText(error, (kind, values) => t(`problem.${kind}`, values ?? {}));
}
