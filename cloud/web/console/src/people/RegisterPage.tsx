import type { Registration } from '@edge/core';
import { useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { peopleApi } from '../app/client';
import { Entry } from '../session/Entry';
import { formFaults } from './formFaults';
import { OrganisationFields } from './OrganisationFields';

/** An enterprise registers itself, completes what was returned, or asks how far it is. */
export function RegisterPage() {
  const { t } = useTranslation();
  return (
    <Entry title={t('register.title')}>
      <p className="e-hint">{t('register.hint')}</p>
      <Tabs
        destroyOnHidden
        items={[
          { key: 'new', label: t('register.fresh'), children: <RegistrationForm again={false} /> },
          { key: 'again', label: t('register.again'), children: <RegistrationForm again /> },
          { key: 'check', label: t('register.status'), children: <Check /> },
        ]}
      />
      <p><Link to="/sign-in">{t('register.back')}</Link></p>
    </Entry>
  );
}

function RegistrationForm({ again }: { again: boolean }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Registration>();
  const send = useMutation({
    mutationFn: (values: Registration) => (again ? peopleApi.complete(values) : peopleApi.register(values)),
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(send.error);
  const needed = { required: true, whitespace: true, message: t('people.needed') };
  if (send.isSuccess) return <Alert type="success" showIcon title={t('register.done')} />;
  return (
    <>
      {send.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} scrollToFirstError onFinish={(values: Registration) => send.mutate(values)}>
        <OrganisationFields category="enterprise" />
        <Form.Item name="displayName" label={t('register.displayName')} rules={[needed]}><Input maxLength={50} autoComplete="name" /></Form.Item>
        <Form.Item name="userName" label={t('account.userName')} extra={t('users.nameHint')} rules={[needed]}><Input maxLength={32} autoCapitalize="none" spellCheck={false} autoComplete="username" /></Form.Item>
        <Form.Item name="password" label={t('signIn.password')} extra={again ? undefined : `${t('password.length')}${t('list.stop')}${t('password.classes')}`} rules={[needed]}><Input.Password autoComplete={again ? 'current-password' : 'new-password'} /></Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={send.isPending}>{t(again ? 'register.complete' : 'register.submit')}</Button>
      </Form>
    </>
  );
}

function Check() {
  const { t } = useTranslation();
  const check = useMutation({ mutationFn: ({ userName, password }: { userName: string; password: string }) => peopleApi.registration(userName.trim(), password) });
  const needed = { required: true, message: t('people.needed') };
  return (
    <>
      {check.error === null ? null : <Alert type="error" showIcon title={t('signIn.wrong')} className="e-form-alert" />}
      {check.data === undefined ? null : (
        <Alert
          type={check.data.state === 'active' ? 'success' : check.data.state === 'returned' ? 'warning' : 'info'} showIcon className="e-form-alert"
          title={`${check.data.name}: ${t(`organisations.states.${check.data.state}`)}`} description={check.data.note ?? undefined}
        />
      )}
      <Form layout="vertical" requiredMark={false} onFinish={(values: { userName: string; password: string }) => check.mutate(values)}>
        <Form.Item name="userName" label={t('account.userName')} rules={[needed]}><Input autoCapitalize="none" spellCheck={false} maxLength={32} /></Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[needed]}><Input.Password autoComplete="current-password" /></Form.Item>
        <Button type="primary" htmlType="submit" block loading={check.isPending}>{t('register.check')}</Button>
      </Form>
    </>
  );
}
