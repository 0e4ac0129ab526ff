import { ApiProblem, bodyOf, newReplayKey, sameValue, type RecordDetail, type Register, type Values } from '@edge/core';
import { Card, EmptyState, Page, Ready, toast, useProblemText } from '@edge/ui';
import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { registersApi } from '../../app/client';
import { useChanged, useRecord, useRegister } from '../queries';
import { useLabel } from '../words';
import { ConflictDialog } from './ConflictDialog';
import { EDITORS } from './editors';
import { FieldItems } from './FieldItems';
import { useFaults } from './useFaults';
import { useUnsaved } from './useUnsaved';
import '../registers.css';

/** A new record of any register. */
export function CreatePage() {
  const { t } = useTranslation();
  const label = useLabel();
  const query = useRegister(useParams()['register'] ?? '');
  return (
    <Ready query={query} what={t('registers.what')} rows={10}>
      {(register) => (register.canCreate ? <Chosen register={register} /> : <Page title={label(register.label)}><Card flush><EmptyState title={t('form.notAllowed')} hint={t('problem.forbidden')} /></Card></Page>)}
    </Ready>
  );
}

/** A record that is there. */
export function EditPage() {
  const { t } = useTranslation();
  const params = useParams();
  const registers = useRegister(params['register'] ?? '');
  const record = useRecord(params['register'] ?? '', params['id'] ?? '');
  return (
    <Ready query={registers} what={t('registers.what')} rows={10}>
      {(register) => (
        <Ready query={record} what={t('record.what')} rows={10}>
          {(detail) => (detail.canEdit ? <Chosen key={detail.record.id} register={register} detail={detail} /> : <Page title={detail.record.title}><Card flush><EmptyState title={t('form.notEditable')} action={<Link to="..">{t('action.back')}</Link>} /></Card></Page>)}
        </Ready>
      )}
    </Ready>
  );
}

function Chosen(props: { register: Register; detail?: RecordDetail }) {
  const Rich = EDITORS[props.register.name];
  return Rich === undefined ? <Editor {...props} /> : <Rich {...props} />;
}

function Editor({ register, detail }: { register: Register; detail?: RecordDetail }) {
  const { t } = useTranslation();
  const label = useLabel();
  const navigate = useNavigate();
  const changed = useChanged(register.name);
  const [form] = Form.useForm<Values>();
  const [dirty, setDirty] = useState(false);
  // What the person began with: a record that is read again meanwhile must not move under the form.
  const [base, setBase] = useState({ values: detail?.record.record ?? {}, version: detail?.record.version ?? 0 });
  const [theirs, setTheirs] = useState<RecordDetail>();
  const [replayKey] = useState(newReplayKey);
  const { question, release } = useUnsaved(dirty);
  const save = useMutation({
    mutationFn: ({ values, version }: { values: Values; version: number }) => (detail === undefined
      ? registersApi.create(register.name, values, replayKey) : registersApi.edit(register.name, detail.record.id, values, version)),
    onSuccess: async (line) => {
      release();
      setDirty(false);
      toast('done', t('form.saved'));
      await changed(line.id);
      void navigate(`/registers/${register.name}/${line.id}`, { replace: true });
    },
    onError: async (error) => {
      if (detail !== undefined && error instanceof ApiProblem && error.status === 412) setTheirs(await registersApi.record(register.name, detail.record.id));
    },
  });
  const rest = useFaults(form, register.fields, save.error);
  const problem = useProblemText(save.error);
  const back = detail === undefined ? `/registers/${register.name}` : `/registers/${register.name}/${detail.record.id}`;
  const mine = (): Values => bodyOf(register.fields, form.getFieldsValue(true) as Values);
  return (
    <Page
      title={detail === undefined ? t('form.create', { label: label(register.label) }) : t('form.edit', { title: detail.record.title })}
      back={<Link className="e-back" to={back}><ArrowLeftOutlined /> {t('record.back', { label: label(register.label) })}</Link>}
    >
      {save.error === null || theirs !== undefined ? null : <Alert type="error" showIcon title={rest.length > 0 ? rest.join(' ') : problem} />}
      <Form
        form={form} layout="vertical" className="e-form" initialValues={base.values} scrollToFirstError={{ behavior: 'smooth', block: 'center' }}
        onValuesChange={() => setDirty(!sameValue(mine(), bodyOf(register.fields, base.values)))} onFinish={() => save.mutate({ values: mine(), version: base.version })}
      >
        <Card><FieldItems fields={register.fields} names={detail?.names ?? {}} path={[]} register={register.name} /></Card>
        <div className="e-form-foot">
          <span className="e-hint">{dirty ? t('form.unsaved') : ''}</span>
          <Link to={back}><Button block>{t('form.cancel')}</Button></Link>
          <Button type="primary" htmlType="submit" loading={save.isPending}>{t('form.save')}</Button>
        </div>
      </Form>
      {question}
      {theirs === undefined ? null : (
        <ConflictDialog
          register={register} base={base.values} mine={mine()} theirs={theirs} saving={save.isPending} onClose={() => setTheirs(undefined)}
          onDrop={() => { release(); setTheirs(undefined); void changed(theirs.record.id).then(() => navigate(back, { replace: true })); }}
          onTake={(values) => {
            form.setFieldsValue(values);
            setBase({ values: theirs.record.record, version: theirs.record.version });
            setTheirs(undefined);
            save.mutate({ values: bodyOf(register.fields, values), version: theirs.record.version });
          }}
        />
      )}
    </Page>
  );
}
