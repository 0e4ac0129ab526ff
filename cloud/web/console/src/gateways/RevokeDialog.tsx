import type { Gateway } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { keys } from '../app/queries';

export function RevokeDialog({ project, gateway, open, onClose }: { project: string; gateway: Gateway; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<{ reason: string }>();
  const revoke = useMutation({
    mutationFn: ({ reason }: { reason: string }) => api.revoke(project, gateway.id, reason.trim()),
    onSuccess: () => {
      toast('done', t('gateways.revokedDone'));
      void client.invalidateQueries({ queryKey: keys.gateways(project) });
      onClose();
    },
  });
  const fault = useProblemText(revoke.error);
  return (
    <Modal
      open={open} title={`${t('gateways.revoke')} · ${gateway.name}`} okText={t('gateways.revoke')} okButtonProps={{ danger: true }} cancelText={t('action.cancel')}
      confirmLoading={revoke.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden
    >
      <Alert type={revoke.error === null ? 'warning' : 'error'} showIcon title={revoke.error === null ? t('gateways.revokeAsk') : fault} className="e-form-alert" />
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: { reason: string }) => revoke.mutate(values)}>
        <Form.Item name="reason" label={t('gateways.reason')} rules={[{ required: true, whitespace: true, message: t('addDevice.needed') }]}>
          <Input.TextArea autoFocus rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
