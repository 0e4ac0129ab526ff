import { useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  hint: string;
  label: string;
  danger?: boolean;
  onClose: () => void;
  onReason: (reason: string) => Promise<unknown>;
}

/** Asks why, before what is kept together with the reason. */
export function WhyDialog({ title, hint, label, danger = false, onClose, onReason }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const act = useMutation({ mutationFn: ({ reason }: { reason: string }) => onReason(reason.trim()), onSuccess: onClose });
  const problem = useProblemText(act.error);
  return (
    <Modal open title={title} okText={title} cancelText={t('action.cancel')} okButtonProps={{ danger }} confirmLoading={act.isPending} onOk={() => form.submit()} onCancel={onClose}>
      <Alert type={act.error === null ? 'info' : 'error'} showIcon className="e-form-alert" title={act.error === null ? hint : problem} />
      <Form form={form} layout="vertical" onFinish={(values) => act.mutate(values)}>
        <Form.Item name="reason" label={label} rules={[{ required: true, whitespace: true, min: 2, message: t('record.needed') }]}><Input.TextArea autoFocus rows={3} maxLength={200} showCount /></Form.Item>
      </Form>
    </Modal>
  );
}
