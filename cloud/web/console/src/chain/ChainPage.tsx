import type { Chain } from '@edge/core';
import { LEVELS } from '@edge/core';
import { EmptyState, Page, Ready, toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '../app/client';
import { keys, useChain } from '../app/queries';
import { chainOf, emptyStep, formOf, type ChainForm } from './chainForm';
import { QuietHours } from './QuietHours';
import { StepFields } from './StepFields';
import './chain.css';

/** Who is told, over what, and who comes next when nobody answers. */
export function ChainPage() {
  const { t } = useTranslation();
  const p = useParams()['p'] ?? '';
  const query = useChain(p);
  return (
    <Ready query={query} what={t('chain.what')} rows={8}>
      {(chain) => <ChainEditor key={JSON.stringify(chain)} project={p} chain={chain} />}
    </Ready>
  );
}

function ChainEditor({ project, chain }: { project: string; chain: Chain }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<ChainForm>();
  const [dirty, setDirty] = useState(false);
  const values: ChainForm | undefined = Form.useWatch([], form);
  const save = useMutation({
    mutationFn: (next: ChainForm) => api.saveChain(project, chainOf(next, chain)),
    onSuccess: () => {
      toast('done', t('chain.saved'));
      setDirty(false);
      void client.invalidateQueries({ queryKey: keys.chain(project) });
    },
  });
  const test = useMutation({ mutationFn: () => api.testChain(project), onSuccess: () => toast('done', t('chain.tested')) });
  const fault = useProblemText(save.error ?? test.error);
  const failed = save.error !== null || test.error !== null;
  useLeaveGuard(dirty);
  const missing = LEVELS.filter((level) => !(values?.steps ?? formOf(chain).steps).some((one) => one?.levels?.includes(level)));
  return (
    <Page
      title={t('chain.title')} scope={dirty ? <strong>{t('chain.unsaved')}</strong> : undefined}
      action={(
        <>
          <Button onClick={() => test.mutate()} loading={test.isPending} disabled={dirty || chain.steps.length === 0}>{t('chain.test')}</Button>
          <Button type="primary" onClick={() => form.submit()} loading={save.isPending} disabled={!dirty}>{t('chain.save')}</Button>
        </>
      )}
    >
      {failed ? <Alert type="error" showIcon title={fault} /> : null}
      {missing.length > 0 && missing.length < 4 ? <Alert type="warning" showIcon title={t('chain.gap', { levels: missing.map((one) => t(`level.${one}`)).join(t('list.comma')) })} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={formOf(chain)} onValuesChange={() => setDirty(true)} onFinish={() => save.mutate(form.getFieldsValue(true) as ChainForm)}>
        <Form.List name="steps">
          {(fields, { add, remove, move }) => (
            <>
              {fields.length === 0 ? <EmptyState title={t('chain.none')} hint={t('chain.noneHint')} /> : null}
              <ol className="e-chain">
                {fields.map((field, at) => (
                  <StepFields key={field.key} at={at} last={at === fields.length - 1} name={field.name} onRemove={() => remove(field.name)} onMove={(to) => move(at, to)} />
                ))}
              </ol>
              <Button type="dashed" block onClick={() => add(emptyStep())}>{t('chain.add')}</Button>
            </>
          )}
        </Form.List>
        <QuietHours />
      </Form>
    </Page>
  );
}

/** Asks before unsaved changes are left behind. */
function useLeaveGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
}
