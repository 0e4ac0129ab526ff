import { useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  open: boolean;
  title: string;
  hint?: string;
  danger?: boolean;
  label?: string;
  onClose: () => void;
  onReason: (text: string) => Promise<unknown>;
}

/** Asks why before something is done, and says what the server objects to. */
export function ReasonDialog({ open, title, hint, danger, label, onClose, onReason }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ text: string }>();
  const act = useMutation({ mutationFn: ({ text }: { text: string }) => onReason(text.trim()), onSuccess: onClose });
  const fault = useProblemText(act.error);
  return (
    <Modal
      open={open} title={title} okText={t('action.confirm')} cancelText={t('action.cancel')} okButtonProps={{ danger: danger === true }} confirmLoading={act.isPending}
      onOk={() => form.submit()} onCancel={onClose} destroyOnHidden afterClose={() => act.reset()}
    >
      {act.error === null ? (hint === undefined ? null : <Alert type="info" showIcon title={hint} className="e-form-alert" />) : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values: { text: string }) => act.mutate(values)}>
        <Form.Item name="text" label={label ?? t('people.reason')} extra={t('people.reasonHint')} rules={[{ required: true, whitespace: true, message: t('people.needed') }]}>
          <Input.TextArea autoFocus rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
