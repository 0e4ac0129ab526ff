import { ApiProblem, bodyOf, type Names, type RecordLine, type Register, type RegisterAction, type Values } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../app/client';
import { FieldItems } from './form/FieldItems';
import { useFaults } from './form/useFaults';
import { useChanged } from './queries';
import { useLabel } from './words';

interface Props {
  register: Register;
  record: RecordLine;
  names: Names;
  action: RegisterAction;
  onClose: () => void;
}

/** A transition: its form, or a question where it has none. */
export function ActionDialog({ register, record, names, action, onClose }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const changed = useChanged(register.name);
  const [form] = Form.useForm<Values>();
  const act = useMutation({
    mutationFn: (values: Values) => registersApi.act(register.name, record.id, action.name, action.form.length === 0 ? undefined : bodyOf(action.form, values), record.version),
    onSuccess: async () => {
      toast('done', t('record.done', { action: label(action.label) }));
      await changed(record.id);
      onClose();
    },
    onError: async (error) => { if (error instanceof ApiProblem && error.kind === 'conflict') await changed(record.id); },
  });
  const rest = useFaults(form, action.form, act.error);
  const problem = useProblemText(act.error);
  return (
    <Modal
      open title={label(action.label)} okText={label(action.label)} cancelText={t('action.cancel')} confirmLoading={act.isPending} width={action.form.length > 4 ? 720 : 520}
      onOk={() => form.submit()} onCancel={onClose}
    >
      {act.error === null ? null : <Alert type="error" showIcon className="e-form-alert" title={rest.length > 0 ? rest.join(' ') : problem} />}
      {action.form.length === 0 ? <p>{t('record.actionAsk', { title: record.title, action: label(action.label) })}</p> : null}
      <Form form={form} layout="vertical" scrollToFirstError onFinish={(values) => act.mutate(values)}><FieldItems fields={action.form} names={names} path={[]} /></Form>
    </Modal>
  );
}
