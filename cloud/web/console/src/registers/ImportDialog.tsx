import { templateAddress, type ImportAnswer } from '@edge/core';
import { DataTable, toast, useProblemText, type Column } from '@edge/ui';
import { UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../app/client';
import { useChanged } from './queries';

const LARGEST = 20 * 1024 * 1024;

/** A workbook into the register: checked whole first; with faults, a workbook comes back in which they are marked. */
export function ImportDialog({ register, label, onClose }: { register: string; label: string; onClose: () => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const changed = useChanged(register);
  const [file, setFile] = useState<File>();
  const check = useMutation({
    mutationFn: (chosen: File) => {
      if (chosen.size > LARGEST) throw new Error(t('imports.tooBig'));
      return registersApi.import(register, chosen, true);
    },
  });
  const run = useMutation({
    mutationFn: (chosen: File) => registersApi.import(register, chosen, false),
    onSuccess: async (answer) => {
      if (answer.faultCount > 0) return;
      toast('done', t('imports.done', { count: answer.imported }));
      await changed();
      onClose();
    },
  });
  const marked = useMutation({ mutationFn: (chosen: File) => registersApi.importFaults(register, chosen), onSuccess: (blob) => saveAs(blob, `${label}.xlsx`) });
  const error = check.error ?? run.error ?? marked.error;
  const problem = useProblemText(error);
  const answer = run.data ?? check.data;
  const good = answer !== undefined && answer.faultCount === 0 && answer.rows > 0;
  const choose = (chosen: File | undefined): void => {
    if (chosen === undefined) return;
    setFile(chosen);
    run.reset();
    check.mutate(chosen);
  };
  return (
    <Modal
      open title={`${t('imports.title')} · ${label}`} onCancel={onClose} width={720} cancelText={t('action.cancel')} okText={t('imports.run', { count: answer?.rows ?? 0 })}
      okButtonProps={{ disabled: !good || file === undefined, loading: run.isPending }} onOk={() => { if (file !== undefined) run.mutate(file); }}
    >
      <div className="e-import">
        <p className="e-muted">{t('imports.hint')}</p>
        <div className="e-actions-row">
          <Button icon={<UploadOutlined />} type={file === undefined ? 'primary' : 'default'} loading={check.isPending} onClick={() => input.current?.click()}>{t(file === undefined ? 'imports.choose' : 'imports.again')}</Button>
          <Button type="link" href={templateAddress(register)} download>{t('imports.template')}</Button>
        </div>
        <input ref={input} type="file" accept=".xlsx" hidden aria-label={t('imports.choose')} onChange={(event) => { choose(event.target.files?.[0]); event.target.value = ''; }} />
        {file === undefined ? null : <p>{file.name}</p>}
        {error === null ? null : <Alert type="error" showIcon title={error.message === t('imports.tooBig') ? error.message : problem} />}
        {answer === undefined || check.isPending ? null : <Outcome answer={answer} onMarked={() => { if (file !== undefined) marked.mutate(file); }} marking={marked.isPending} />}
      </div>
    </Modal>
  );
}

function Outcome({ answer, onMarked, marking }: { answer: ImportAnswer; onMarked: () => void; marking: boolean }) {
  const { t } = useTranslation();
  if (answer.rows === 0) return <Alert type="warning" showIcon title={t('imports.nothing')} />;
  if (answer.faultCount === 0) return <Alert type="success" showIcon title={t('imports.good', { count: answer.rows })} />;
  const columns: Column<ImportAnswer['faults'][number]>[] = [
    { key: 'row', title: t('imports.row'), align: 'right', width: 64, render: (one) => one.row, card: 'corner' },
    { key: 'column', title: t('imports.column'), render: (one) => one.column ?? t('imports.wholeRow'), card: 'title' },
    { key: 'reason', title: t('imports.reason'), render: (one) => one.reason },
  ];
  return (
    <>
      <Alert
        type="error" showIcon title={t('imports.faults', { rows: answer.rows, count: answer.faultCount })}
        action={<Button size="small" loading={marking} onClick={onMarked}>{t('imports.workbook')}</Button>}
      />
      <div className="e-import-faults">
        <DataTable caption={t('imports.reason')} columns={columns} rows={answer.faults} rowKey={(one) => `${one.row}/${one.column}/${one.reason}`} footer={answer.faults.length < answer.faultCount ? t('imports.faultsShown', { count: answer.faults.length }) : undefined} />
      </div>
    </>
  );
}

function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
