import { bodyOf, newReplayKey, type BatchAnswer, type RecordLine, type Register, type RegisterAction, type Values } from '@edge/core';
import { DataTable, useProblemText, type Column } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../app/client';
import { FieldItems } from './form/FieldItems';
import { useChanged } from './queries';
import { useLabel } from './words';

const MOST = 200;

interface Props {
  register: Register;
  lines: readonly RecordLine[];
  onClear: () => void;
}

/** What can be done to several records at once, each for itself. */
export function BatchBar({ register, lines, onClear }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const [chosen, setChosen] = useState<RegisterAction | 'void'>();
  const offered = register.actions.filter((one) => one.offered && lines.some((line) => one.from.includes(line.state)));
  return (
    <div className="e-batch" role="toolbar" aria-label={t('registers.selected', { count: lines.length })}>
      <strong>{t('registers.selected', { count: lines.length })}</strong>
      {offered.map((one) => <Button key={one.name} size="small" disabled={lines.length > MOST} onClick={() => setChosen(one)}>{label(one.label)}</Button>)}
      {register.canVoid ? <Button size="small" danger disabled={lines.length > MOST} onClick={() => setChosen('void')}>{t('batch.void')}</Button> : null}
      {lines.length > MOST ? <span className="e-hint">{t('batch.most')}</span> : null}
      <Button size="small" type="link" onClick={onClear}>{t('batch.clear')}</Button>
      {chosen === undefined ? null : <BatchDialog register={register} lines={lines} action={chosen} onClose={(done) => { setChosen(undefined); if (done) onClear(); }} />}
    </div>
  );
}

function BatchDialog({ register, lines, action, onClose }: Omit<Props, 'onClear'> & { action: RegisterAction | 'void'; onClose: (done: boolean) => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  const changed = useChanged(register.name);
  const [form] = Form.useForm<Values>();
  const [key] = useState(newReplayKey);
  const isVoid = action === 'void';
  const name = isVoid ? t('batch.void') : label(action.label);
  const out = isVoid ? 0 : lines.filter((one) => !action.from.includes(one.state)).length;
  const run = useMutation({
    mutationFn: (values: Values) => registersApi.batch(
      register.name, isVoid ? 'void' : action.name, lines.map(({ id, version }) => ({ id, version })),
      isVoid || action.form.length === 0 ? undefined : bodyOf(action.form, values), isVoid ? String(values['reason']) : undefined, key),
    onSuccess: async () => { await changed(); },
  });
  const problem = useProblemText(run.error);
  return (
    <Modal
      open title={t('batch.title', { action: name })} width={640} cancelText={t('action.cancel')} okText={run.data === undefined ? t('batch.run') : t('batch.close')} confirmLoading={run.isPending}
      okButtonProps={{ danger: isVoid && run.data === undefined }} onOk={() => { if (run.data === undefined) form.submit(); else onClose(true); }} onCancel={() => onClose(run.data !== undefined)}
    >
      {run.error === null ? null : <Alert type="error" showIcon className="e-form-alert" title={problem} />}
      {run.data === undefined ? (
        <>
          <p>{t('batch.ask', { count: lines.length, action: name })}</p>
          {out === 0 ? null : <Alert type="warning" showIcon className="e-form-alert" title={t('batch.not', { count: out })} />}
          <Form form={form} layout="vertical" onFinish={(values) => run.mutate(values)}>
            {isVoid ? <Form.Item name="reason" label={t('record.voidReason')} rules={[{ required: true, whitespace: true, message: t('record.needed') }]}><Input.TextArea rows={3} maxLength={200} /></Form.Item> : <FieldItems fields={action.form} names={{}} path={[]} />}
          </Form>
        </>
      ) : <Outcome answer={run.data} lines={lines} />}
    </Modal>
  );
}

function Outcome({ answer, lines }: { answer: BatchAnswer; lines: readonly RecordLine[] }) {
  const { t } = useTranslation();
  const columns: Column<BatchAnswer['items'][number]>[] = [
    { key: 'record', title: t('batch.record'), card: 'title', render: (one) => lines.find((line) => line.id === one.id)?.title },
    { key: 'reason', title: t('batch.reason'), render: (one) => one.reason },
  ];
  return (
    <>
      <Alert type={answer.refused === 0 ? 'success' : 'warning'} showIcon className="e-form-alert" title={`${t('batch.done', { done: answer.done })}${answer.refused === 0 ? '' : t('list.stop') + t('batch.refused', { count: answer.refused })}`} />
      {answer.refused === 0 ? null : <DataTable caption={t('batch.reason')} columns={columns} rows={answer.items.filter((one) => !one.done)} rowKey={(one) => one.id} />}
    </>
  );
}
