import type { FilingCheck, Register } from '@edge/core';
import { Card, DataTable, Ready, toast, useProblemText, type Column } from '@edge/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { registersApi } from '../app/client';
import { useChanged } from '../registers/queries';
import { useLabel } from '../registers/words';
import { STEPS, type Step } from './steps';

interface Props {
  register: Register;
  id: string;
  version: number;
  onStep: (step: Step) => void;
}

/** What the server's rules say about the draft: what is missing and where it is entered, the catalogue, the permit; then the submission. */
export function CheckStep({ register, id, version, onStep }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const changed = useChanged(register.name);
  const query = useQuery({ queryKey: ['filing-check', id, version], queryFn: ({ signal }) => registersApi.filingCheck(id, signal), staleTime: 0 });
  const submit = useMutation({
    mutationFn: () => registersApi.act(register.name, id, 'submit', undefined, version),
    onSuccess: async () => {
      toast('done', t('filing.submitted'));
      await changed(id);
      void navigate(`/registers/${register.name}/${id}`, { replace: true });
    },
  });
  const problem = useProblemText(submit.error);
  return (
    <Ready query={query} what={t('filing.what')}>
      {(check) => (
        <div className="e-sections">
          {submit.error === null ? null : <Alert type="error" showIcon title={problem} />}
          <Missing check={check} onStep={onStep} />
          <Alert type={check.permitFault === null ? 'success' : 'warning'} showIcon title={check.permitFault ?? t('filing.permitFits')} action={check.permitFault === null ? undefined : <Button size="small" onClick={() => onStep('papers')}>{t('filing.goTo')}</Button>} />
          <Catalogue register={register} check={check} />
          <div className="e-form-foot">
            <span className="e-hint">{t('filing.checkHint')}</span>
            <Button onClick={() => onStep('papers')}>{t('filing.previous')}</Button>
            <Button type="primary" disabled={check.missing.length > 0} loading={submit.isPending} onClick={() => submit.mutate()}>{t('filing.submit')}</Button>
          </div>
        </div>
      )}
    </Ready>
  );
}

function Missing({ check, onStep }: { check: FilingCheck; onStep: (step: Step) => void }) {
  const { t } = useTranslation();
  if (check.missing.length === 0) return <Alert type="success" showIcon title={t('filing.ready')} />;
  return (
    <Card title={t('filing.missing', { count: check.missing.length })}>
      <ul className="e-check-list">
        {STEPS.map((step) => ({ step, gaps: check.missing.filter((one) => one.step === step) })).filter(({ gaps }) => gaps.length > 0).map(({ step, gaps }) => (
          <li key={step}><span><b>{t(`filing.steps.${step}`)}</b> {gaps.map((one) => one.what).join(t('list.comma'))}</span><Button size="small" onClick={() => onStep(step)}>{t('filing.goTo')}</Button></li>
        ))}
      </ul>
    </Card>
  );
}

function Catalogue({ register, check }: { register: Register; check: FilingCheck }) {
  const { t } = useTranslation();
  const label = useLabel();
  const kinds = register.fields.find((one) => one.name === 'papers')?.fields.find((one) => one.name === 'kind')?.choices ?? [];
  const needed = check.papers.filter((one) => one.needed || one.given);
  const columns: Column<FilingCheck['papers'][number]>[] = [
    { key: 'kind', title: t('filing.paper'), card: 'title', render: (one) => { const kind = kinds.find((each) => each.value === one.kind); return kind === undefined ? one.kind : label(kind.label); } },
    { key: 'for', title: t('filing.catalogue'), width: 140, render: (one) => t(one.quality && one.safety ? 'filing.both' : one.quality ? 'filing.quality' : 'filing.safety') },
    { key: 'given', title: t('compliance.state'), width: 120, card: 'corner', render: (one) => <span className={one.given ? 'e-clause-shown' : 'e-overdue'}>{one.given ? `✓ ${t('filing.given')}` : t('filing.lacking')}</span> },
  ];
  return (
    <Card flush title={t('filing.papers')} aside={t('filing.of', { given: needed.filter((one) => one.given).length, needed: needed.length })}>
      <DataTable caption={t('filing.papers')} columns={columns} rows={needed} rowKey={(one) => one.kind} />
    </Card>
  );
}
