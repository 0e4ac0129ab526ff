import { ApiProblem, type Session } from '@edge/core';
import { problemText, toast } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { api, SESSION } from '../app/client';
import { useSession } from '../app/queries';
import { Entry } from './Entry';
import { passwordRules } from './passwordRules';

interface Values {
  current: string;
  next: string;
  again: string;
}

export function PasswordPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const session = useSession();
  const [form] = Form.useForm<Values>();
  const current = Form.useWatch('current', form) ?? '';
  const next = Form.useWatch('next', form) ?? '';
  const change = useMutation({
    mutationFn: (values: Values) => api.changePassword(values.current, values.next),
    onSuccess: () => {
      client.setQueryData<Session | null>(SESSION, (held) => (held ? { ...held, mustChangePassword: false } : held));
      toast('done', t('password.done'));
      void navigate('/projects', { replace: true });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      const fields = (['current', 'next'] as const).filter((name) => error.errors[name] !== undefined);
      form.setFields(fields.map((name) => ({ name, errors: error.errors[name] ?? [] })));
    },
  });
  if (session.isPending) return null;
  if (!session.data) return <Navigate to="/sign-in" replace />;
  const rules = passwordRules(current, next);
  return (
    <Entry title={t('password.title')}>
      {session.data.mustChangePassword ? <Alert type="info" showIcon title={t('password.forced')} className="e-form-alert" /> : null}
      {change.error === null ? null : (
        <Alert type="error" showIcon className="e-form-alert" title={problemText(change.error, (kind, values) => t(`problem.${kind}`, values ?? {}))} />
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: Values) => change.mutate(values)}>
        <Form.Item name="current" label={t('password.current')} rules={[{ required: true, message: t('signIn.needPassword') }]}>
          <Input.Password autoComplete="current-password" size="large" autoFocus />
        </Form.Item>
        <Form.Item name="next" label={t('password.next')} rules={[{ required: true, message: t('signIn.needPassword') }]}>
          <Input.Password autoComplete="new-password" size="large" />
        </Form.Item>
        <ul className="e-rules">
          <li className={rules.length ? 'e-met' : ''}>{t('password.length')}</li>
          <li className={rules.classes ? 'e-met' : ''}>{t('password.classes')}</li>
          <li className={rules.different ? 'e-met' : ''}>{t('password.different')}</li>
        </ul>
        <Form.Item
          name="again"
          label={t('password.again')}
          dependencies={['next']}
          rules={[{ validator: (_, value: string | undefined) => (value === next ? Promise.resolve() : Promise.reject(new Error(t('password.mismatch')))) }]}
        >
          <Input.Password autoComplete="new-password" size="large" />
        </Form.Item>
        <Button
          type="primary" htmlType="submit" size="large" block loading={change.isPending}
          disabled={!rules.length || !rules.classes || !rules.different}
        >
          {t('password.submit')}
        </Button>
      </Form>
      {session.data.mustChangePassword ? null : <p className="e-entry-help"><Link to="/projects">{t('action.cancel')}</Link></p>}
    </Entry>
  );
}
