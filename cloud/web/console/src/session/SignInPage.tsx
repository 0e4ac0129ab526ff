import { ApiProblem } from '@edge/core';
import { useProblemText } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import { peopleApi, SESSION } from '../app/client';
import { useSession } from '../app/queries';
import { Entry } from './Entry';

interface Values {
  userName: string;
  password: string;
  code?: string;
}

export function SignInPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const session = useSession();
  const location = useLocation();
  const [search] = useSearchParams();
  const providers = useQuery({ queryKey: ['providers'], queryFn: ({ signal }) => peopleApi.providers(signal), staleTime: Infinity, retry: false });
  const signIn = useMutation({
    mutationFn: (values: Values) => peopleApi.signIn(values.userName.trim(), values.password, values.code?.trim()),
    onSuccess: (answer) => {
      client.clear();
      client.setQueryData(SESSION, answer);
    },
  });
  const fault = useProblemText(signIn.error);
  if (session.data) {
    const next = search.get('next');
    if (next !== null && next.startsWith('/sso/') && !session.data.mustChangePassword && !session.data.mustSetUpSecondFactor) {
      // Another system waits for the answer of the server, not of a page.
      window.location.assign(next);
      return null;
    }

    const from: unknown = (location.state as { from?: unknown } | null)?.from;
    return <Navigate to={session.data.mustChangePassword ? '/password' : session.data.mustSetUpSecondFactor ? '/second-factor' : typeof from === 'string' ? from : '/home'} replace />;
  }
  const asked = isCodeWanted(signIn.error) || (signIn.variables?.code !== undefined && signIn.error !== null);
  const errorText = (): string => {
    if (isCodeWanted(signIn.error)) return t('signIn.codeHint');
    if (!(signIn.error instanceof ApiProblem)) return fault;
    return signIn.error.kind === 'signed-out' ? t(asked ? 'signIn.codeWrong' : 'signIn.wrong') : signIn.error.detail ?? fault;
  };
  const problem = search.get('problem');
  return (
    <Entry title={t('signIn.title')}>
      {problem === null || signIn.error !== null ? null : <Alert type="warning" showIcon title={t(problem === 'not-linked' ? 'signIn.notLinked' : 'signIn.failed')} className="e-form-alert" />}
      {signIn.error === null ? null : <Alert type={isCodeWanted(signIn.error) ? 'info' : 'error'} showIcon title={errorText()} className="e-form-alert" />}
      <Form layout="vertical" requiredMark={false} onFinish={(values: Values) => signIn.mutate(values)}>
        <Form.Item name="userName" label={t('signIn.userName')} rules={[{ required: true, message: t('signIn.needUser') }]}>
          <Input autoComplete="username" autoFocus autoCapitalize="none" spellCheck={false} size="large" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.needPassword') }]}>
          <Input.Password autoComplete="current-password" size="large" maxLength={256} />
        </Form.Item>
        {asked ? (
          <Form.Item name="code" label={t('signIn.code')} rules={[{ required: true, message: t('signIn.needCode') }]}>
            <Input autoComplete="one-time-code" autoFocus size="large" maxLength={16} />
          </Form.Item>
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>{t('signIn.submit')}</Button>
      </Form>
      {providers.data?.map((one) => <Button key={one.name} block size="large" href={`/sso/sign-in/${one.name}`} className="e-entry-help">{t('signIn.with', { label: one.label })}</Button>)}
      <p className="e-hint e-entry-help">{t('signIn.help')} <Link to="/register">{t('signIn.register')}</Link> <a href="/public/verify">{t('signIn.verify')}</a></p>
    </Entry>
  );
}

function isCodeWanted(error: Error | null): boolean {
  return error instanceof ApiProblem && error.type.endsWith('code-required');
}
