import { ApiProblem, type EnrolmentCode } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { keys } from '../app/queries';
import { IDENTIFIER } from '../devices/draft';

interface Values {
  id: string;
  name: string;
}

export function AddGateway({ project, open, onClose, onCode }: { project: string; open: boolean; onClose: () => void; onCode: (code: EnrolmentCode) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const add = useMutation({
    mutationFn: (values: Values) => api.addGateway(project, values),
    onSuccess: (code) => {
      toast('done', t('gateways.created'));
      void client.invalidateQueries({ queryKey: keys.gateways(project) });
      form.resetFields();
      onClose();
      onCode(code);
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setFields((['id', 'name'] as const).flatMap((name) => { const faults = error.errors[name]; return faults === undefined ? [] : [{ name, errors: faults }]; }));
    },
  });
  const fault = useProblemText(add.error);
  const needed = { required: true, whitespace: true, message: t('addDevice.needed') };
  return (
    <Modal open={open} title={t('gateways.add')} okText={t('gateways.add')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={onClose}>
      {add.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: Values) => add.mutate(values)}>
        <Form.Item name="name" label={t('gateways.name')} rules={[needed]}><Input autoFocus maxLength={100} /></Form.Item>
        <Form.Item name="id" label={t('gateways.id')} extra={t('addDevice.idHint')} rules={[needed, { pattern: IDENTIFIER, message: t('addDevice.idBad') }]}>
          <Input autoCapitalize="none" spellCheck={false} maxLength={64} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
