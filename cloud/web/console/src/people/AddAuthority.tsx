import type { OrganisationDraft } from '@edge/core';
import { useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { formFaults } from './formFaults';
import { OrganisationFields } from './OrganisationFields';
import { peopleKeys } from './queries';

export function AddAuthority({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<{ organisation: OrganisationDraft }>();
  const add = useMutation({
    mutationFn: (values: { organisation: OrganisationDraft }) => peopleApi.addAuthority(values.organisation),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: peopleKeys.organisations });
      onClose();
    },
    onError: (error) => form.setFields(formFaults(error).map(({ name, errors }) => ({ name: ['organisation', ...name], errors })) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(add.error);
  return (
    <Modal open={open} title={t('organisations.add')} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={add.isPending} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      {add.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: { organisation: OrganisationDraft }) => add.mutate(values)}>
        <OrganisationFields />
      </Form>
    </Modal>
  );
}
