import { ApiProblem, bodyOf, newReplayKey, sameValue, type RecordDetail, type RecordLine, type Register, type Values } from '@edge/core';
import { Card, Page, toast, useProblemText } from '@edge/ui';
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { registersApi } from '../app/client';
import { ConflictDialog } from '../registers/form/ConflictDialog';
import { FieldItems } from '../registers/form/FieldItems';
import { useFaults } from '../registers/form/useFaults';
import { useUnsaved } from '../registers/form/useUnsaved';
import { useChanged } from '../registers/queries';
import { useLabel } from '../registers/words';
import { CheckStep } from './CheckStep';
import { PapersStep } from './PapersStep';
import { fieldsOf, stepOf, STEPS, type Step } from './steps';
import '../registers/registers.css';

/** A filing in six steps over one record: each step saves the draft, the last says what is missing and submits. */
export function FilingWizard({ register, detail }: { register: Register; detail?: RecordDetail }) {
  const { t } = useTranslation();
  const label = useLabel();
  const navigate = useNavigate();
  const changed = useChanged(register.name);
  const [search, setSearch] = useSearchParams();
  const step = STEPS.find((one) => one === search.get('step')) ?? 'project';
  const [form] = Form.useForm<Values>();
  const [dirty, setDirty] = useState(false);
  const [held, setHeld] = useState({ id: detail?.record.id, values: detail?.record.record ?? {}, version: detail?.record.version ?? 0 });
  const [theirs, setTheirs] = useState<RecordDetail>();
  const [replayKey] = useState(newReplayKey);
  const { question, release } = useUnsaved(dirty);
  const mine = (): Values => bodyOf(register.fields, form.getFieldsValue(true) as Values);
  const save = useMutation({
    mutationFn: ({ values, version }: { values: Values; version: number; then: (line: RecordLine) => void }) => (held.id === undefined
      ? registersApi.create(register.name, values, replayKey) : registersApi.edit(register.name, held.id, values, version)),
    onSuccess: async (line, { then }) => {
      setDirty(false);
      release();
      setHeld({ id: line.id, values: line.record, version: line.version });
      form.setFieldsValue(line.record);
      await changed(line.id);
      then(line);
    },
    onError: async (error) => { if (held.id !== undefined && error instanceof ApiProblem && error.status === 412) setTheirs(await registersApi.record(register.name, held.id)); },
  });
  const rest = useFaults(form, register.fields, save.error);
  const problem = useProblemText(save.error);
  const faulty = save.error instanceof ApiProblem ? new Set(Object.keys(save.error.errors).map((one) => stepOf(one.split(/[.[]/)[0] ?? ''))) : new Set<Step>();
  const to = (next: Step): void => setSearch({ step: next }, { replace: true });
  const go = (next: Step): void => {
    if (!dirty && held.id !== undefined) return to(next);
    save.mutate({ values: mine(), version: held.version, then: (line) => { void navigate(`/registers/${register.name}/${line.id}/edit?step=${next}`, { replace: true }); } });
    return undefined;
  };
  const forward = STEPS[STEPS.indexOf(step) + 1];
  const backward = STEPS[STEPS.indexOf(step) - 1];
  const back = held.id === undefined ? `/registers/${register.name}` : `/registers/${register.name}/${held.id}`;
  const completion = detail?.record.state === 'returned' ? detail.record.record['completion'] : undefined;
  return (
    <Page
      title={detail === undefined ? t('form.create', { label: label(register.label) }) : t('form.edit', { title: detail.record.title })}
      back={<Link className="e-back" to={back}><ArrowLeftOutlined /> {t('record.back', { label: label(register.label) })}</Link>}
    >
      {typeof completion === 'string' ? <Alert type="warning" showIcon title={<span className="e-record-long">{t('filing.returned', { reason: completion })}</span>} /> : null}
      <div className="e-steps">
        {STEPS.map((one) => <button key={one} type="button" aria-current={one === step ? 'step' : undefined} className={faulty.has(one) ? 'e-steps-bad' : undefined} onClick={() => go(one)}>{t(`filing.steps.${one}`)}</button>)}
      </div>
      {save.error === null || theirs !== undefined ? null : <Alert type="error" showIcon title={rest.length > 0 ? rest.join(' ') : problem} />}
      <Form
        form={form} layout="vertical" className="e-form" initialValues={held.values} scrollToFirstError onValuesChange={() => setDirty(!sameValue(mine(), bodyOf(register.fields, held.values)))}
        onFinish={() => { if (forward !== undefined) go(forward); }}
      >
        {step === 'papers' && held.id !== undefined ? (
          <PapersStep register={register} form={form} id={held.id} version={held.version} names={detail?.names ?? {}} onChange={() => setDirty(!sameValue(mine(), bodyOf(register.fields, held.values)))} />
        ) : step === 'check' ? null : <Card><FieldItems key={step} fields={fieldsOf(register, step)} names={detail?.names ?? {}} path={[]} /></Card>}
        {step === 'check' && held.id !== undefined ? <CheckStep register={register} id={held.id} version={held.version} onStep={to} /> : null}
        {step === 'check' && held.id !== undefined ? null : <div className="e-form-foot">
          <span className="e-hint">{dirty ? t('form.unsaved') : ''}</span>
          {backward === undefined ? null : <Button onClick={() => go(backward)}>{t('filing.previous')}</Button>}
          {step === 'check' ? null : <Button loading={save.isPending} disabled={!dirty} onClick={() => save.mutate({ values: mine(), version: held.version, then: (line) => { toast('done', t('filing.draftSaved')); void navigate(`/registers/${register.name}/${line.id}/edit?step=${step}`, { replace: true }); } })}>{t('filing.saveDraft')}</Button>}
          {forward === undefined ? null : <Button type="primary" htmlType="submit" loading={save.isPending}>{t('filing.next')}</Button>}
        </div>}
      </Form>
      {question}
      {theirs === undefined ? null : (
        <ConflictDialog
          register={register} base={held.values} mine={mine()} theirs={theirs} saving={save.isPending} onClose={() => setTheirs(undefined)}
          onDrop={() => { release(); setTheirs(undefined); void changed(theirs.record.id).then(() => navigate(back, { replace: true })); }}
          onTake={(values) => { form.setFieldsValue(values); setHeld({ ...held, values: theirs.record.record, version: theirs.record.version }); setTheirs(undefined); setDirty(true); }}
        />
      )}
    </Page>
  );
}
