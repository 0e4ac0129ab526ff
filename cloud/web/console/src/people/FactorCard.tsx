import { Card, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, QRCode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi, SESSION } from '../app/client';
import { useSession } from '../app/queries';

/** One-time codes: scan, prove, keep the recovery codes; switched off with the password. */
export function FactorCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const session = useSession().data;
  const [codes, setCodes] = useState<string[]>();
  const [removing, setRemoving] = useState(false);
  const begin = useMutation({ mutationFn: () => peopleApi.beginFactor() });
  const confirm = useMutation({
    mutationFn: ({ value }: { value: string }) => peopleApi.confirmFactor(value.trim()),
    onSuccess: (answer) => {
      setCodes(answer.codes);
      begin.reset();
      void client.invalidateQueries({ queryKey: SESSION });
    },
  });
  const remove = useMutation({
    mutationFn: ({ password }: { password: string }) => peopleApi.removeFactor(password),
    onSuccess: () => {
      setRemoving(false);
      void client.invalidateQueries({ queryKey: SESSION });
    },
  });
  const fault = useProblemText(begin.error ?? confirm.error);
  const removeFault = useProblemText(remove.error);
  const needed = [{ required: true, message: t('people.needed') }];
  return (
    <Card title={t('account.factor')} aside={t(session?.secondFactor === true ? 'account.factorOn' : 'account.factorOff')}>
      {begin.error === null && confirm.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      {begin.data === undefined ? null : (
        <div className="e-people-qr">
          <p>{t('account.factorHint')}</p>
          <QRCode value={begin.data.uri} type="svg" size={180} />
          <p className="e-people-secret" aria-label={t('account.secret')}>{begin.data.secret}</p>
          <Form layout="inline" requiredMark={false} onFinish={(values: { value: string }) => confirm.mutate(values)}>
            <Form.Item name="value" label={t('account.code')} rules={needed}><Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus /></Form.Item>
            <Button type="primary" htmlType="submit" loading={confirm.isPending}>{t('action.confirm')}</Button>
          </Form>
        </div>
      )}
      {session?.secondFactor === true
        ? <Button danger onClick={() => setRemoving(true)}>{t('account.remove')}</Button>
        : begin.data === undefined ? <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate()}>{t('account.setUp')}</Button> : null}
      <Modal open={codes !== undefined} title={t('account.recovery')} onCancel={() => setCodes(undefined)} footer={<Button type="primary" onClick={() => setCodes(undefined)}>{t('action.close')}</Button>}>
        <Alert type="warning" showIcon title={t('people.once')} description={t('account.recoveryHint')} />
        <ul className="e-people-codes">{codes?.map((code) => <li key={code}>{code}</li>)}</ul>
      </Modal>
      <Modal open={removing} title={t('account.remove')} onCancel={() => setRemoving(false)} footer={null} destroyOnHidden>
        {remove.error === null ? null : <Alert type="error" showIcon title={removeFault} className="e-form-alert" />}
        <Form layout="vertical" requiredMark={false} onFinish={(values: { password: string }) => remove.mutate(values)}>
          <Form.Item name="password" label={t('account.confirmPassword')} rules={needed}><Input.Password autoComplete="current-password" /></Form.Item>
          <Button danger htmlType="submit" loading={remove.isPending}>{t('account.remove')}</Button>
        </Form>
      </Modal>
    </Card>
  );
}
