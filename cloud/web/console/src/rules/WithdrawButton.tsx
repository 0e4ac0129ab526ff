import type { RuleOverride } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { keys } from '../app/queries';

/** Takes an override back, with a reason that stays on record. */
export function WithdrawButton({ project, rule, override }: { project: string; rule: string; override: RuleOverride }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const withdraw = useMutation({
    mutationFn: ({ reason }: { reason: string }) => api.withdraw(project, rule, { deviceId: override.deviceId ?? null, level: override.level, reason: reason.trim() }),
    onSuccess: () => {
      toast('done', t('rules.withdrawn'));
      void client.invalidateQueries({ queryKey: keys.rules(project) });
      setOpen(false);
    },
  });
  const fault = useProblemText(withdraw.error);
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>{t('rules.withdraw')}</Button>
      <Modal
        open={open} title={t('rules.withdrawTitle')} okText={t('rules.withdraw')} cancelText={t('action.cancel')} confirmLoading={withdraw.isPending}
        onOk={() => form.submit()} onCancel={() => setOpen(false)} destroyOnHidden
      >
        {withdraw.error === null ? <p className="e-muted e-form-alert">{t('rules.withdrawHint')}</p> : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: { reason: string }) => withdraw.mutate(values)}>
          <Form.Item name="reason" label={t('gateways.reason')} rules={[{ required: true, whitespace: true, message: t('addDevice.needed') }]}>
            <Input.TextArea autoFocus rows={2} maxLength={500} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
