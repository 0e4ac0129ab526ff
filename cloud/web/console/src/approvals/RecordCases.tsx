import type { RecordDetail, Register } from '@edge/core';
import { EmptyState, Ready } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { workApi } from '../app/client';
import './approvals.css';
import { CaseTrail } from './CaseTrail';
import { FlowDrawing } from './FlowDrawing';
import { caseKeys } from './queries';

/** The cases of a record, the newest first. */
export function RecordCases({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: [...caseKeys.all, 'of', register.name, detail.record.id], queryFn: ({ signal }) => workApi.casesOf(register.name, detail.record.id, signal) });
  return (
    <Ready query={query} what={t('approvals.what')} rows={3}>
      {(cases) => cases.length === 0 ? <EmptyState title={t('approvals.none')} /> : [...cases].reverse().map((sheet) => (
        <section key={sheet.case.id} aria-label={sheet.case.title}>
          <p><Link to={`/approvals/${sheet.case.id}`}>{sheet.case.title}</Link> <span className={`e-case-state e-case-${sheet.case.state}`}>{t(`approvals.states.${sheet.case.state}`)}</span></p>
          <FlowDrawing sheet={sheet} />
          <CaseTrail sheet={sheet} />
        </section>
      ))}
    </Ready>
  );
}
