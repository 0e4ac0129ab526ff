import type { ShownCertificate } from '@edge/core';
import { Facts, toast, useProblemText } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { peopleKeys } from './queries';

interface Props {
  open: boolean;
  shown: ShownCertificate | undefined;
  onClose: () => void;
}

/** Binds a certificate to one's own account: the one that the browser shows, or one whose tool signs a challenge. */
export function BindCertificate({ open, shown, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal open={open} title={t('certificate.bind')} footer={null} onCancel={onClose} destroyOnHidden>
      <Tabs
        items={[
          { key: 'shown', label: t('certificate.browser'), children: <Shown shown={shown} onClose={onClose} /> },
          { key: 'signed', label: t('certificate.tool'), children: <Signed onClose={onClose} /> },
        ]}
      />
    </Modal>
  );
}

function useDone(onClose: () => void): () => void {
  const { t } = useTranslation();
  const client = useQueryClient();
  return () => {
    toast('done', t('certificate.bound'));
    void client.invalidateQueries({ queryKey: peopleKeys.credentials });
    onClose();
  };
}

function Shown({ shown, onClose }: { shown: ShownCertificate | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const bind = useMutation({ mutationFn: () => peopleApi.linkShown(), onSuccess: useDone(onClose) });
  const fault = useProblemText(bind.error);
  if (shown?.holder == null) {
    return (
      <>
        <Alert type={shown?.fault == null ? 'info' : 'error'} showIcon title={shown?.fault ?? t('certificate.none')} className="e-form-alert" />
        {shown?.address == null ? null : <Button type="primary" href={new URL('/account', shown.address).href}>{t('certificate.choose')}</Button>}
      </>
    );
  }
  return (
    <>
      {bind.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Facts items={[[t('certificate.holder'), shown.holder], [t('certificate.validUntil'), shown.validUntil?.slice(0, 10) ?? '']]} />
      <p className="e-form-alert" />
      <Button type="primary" block loading={bind.isPending} onClick={() => bind.mutate()}>{t('certificate.bindThis')}</Button>
    </>
  );
}

function Signed({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const challenge = useQuery({ queryKey: ['certificate-challenge'], queryFn: () => peopleApi.certificateChallenge(), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false });
  const bind = useMutation({
    mutationFn: (values: { certificate: string; signature: string }) => peopleApi.linkSigned({ challenge: challenge.data?.challenge ?? '', ...values }),
    onSuccess: useDone(onClose),
    // A challenge works once.
    onError: () => { void challenge.refetch(); },
  });
  const fault = useProblemText(bind.error);
  const needed = [{ required: true, whitespace: true, message: t('people.needed') }];
  return (
    <>
      {bind.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <p className="e-muted">{t('certificate.signHint')}</p>
      <p className="e-people-secret">{challenge.data?.challenge}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(values: { certificate: string; signature: string }) => bind.mutate(values)}>
        <Form.Item name="certificate" label={t('certificate.pem')} rules={needed}><Input.TextArea rows={4} maxLength={16384} spellCheck={false} /></Form.Item>
        <Form.Item name="signature" label={t('certificate.signature')} rules={needed}><Input.TextArea rows={2} maxLength={1024} spellCheck={false} /></Form.Item>
        <Button type="primary" block htmlType="submit" loading={bind.isPending} disabled={challenge.data === undefined}>{t('certificate.bindThis')}</Button>
      </Form>
    </>
  );
}
