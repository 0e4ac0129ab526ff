import type { CaseSheet } from '@edge/core';
import { Card, Facts, Instant, Page, Ready, useLanguage } from '@edge/ui';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { FileBox } from '../files/FileBox';
import './approvals.css';
import { CaseActions } from './CaseActions';
import { CaseTrail } from './CaseTrail';
import { DueText } from './DueText';
import { FlowDrawing } from './FlowDrawing';
import { useCase } from './queries';

/** One case: the flow drawn, what may be done, what happened. */
export function CasePage() {
  const { t } = useTranslation();
  const { c = '' } = useParams();
  const query = useCase(c);
  return <Ready query={query} what={t('approvals.what')}>{(sheet) => <Sheet sheet={sheet} />}</Ready>;
}

function Sheet({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const line = sheet.case;
  return (
    <Page
      title={line.title} back={<Link to="/approvals">{t('approvals.title')}</Link>}
      scope={<span className={`e-case-state e-case-${line.state}`}>{t(`approvals.states.${line.state}`)}</span>}
    >
      <Card title={t('approvals.drawing')} aside={sheet.round > 1 ? t('approvals.round', { count: sheet.round }) : undefined}>
        <FlowDrawing sheet={sheet} />
        <Facts
          items={[
            [t('approvals.flow'), line.flowLabel[language]],
            line.endedAt == null ? [t('approvals.due'), <DueText key="due" due={line.due} workingDays={line.workingDays} />] : [t('approvals.ended'), <Instant key="ended" time={line.endedAt} />],
            [t('approvals.record'), sheet.mayReadRecord ? <Link key="record" to={`/registers/${line.register}/${line.record}`}>{line.title}</Link> : line.title],
          ]}
        />
        {sheet.offers.advises ? <Alert type="info" showIcon title={t('approvals.advice')} className="e-form-alert" /> : null}
        {sheet.tasks.some((task) => task.steward && task.state === 'open') ? <Alert type="warning" showIcon title={t('approvals.stuck')} className="e-form-alert" /> : null}
        <CaseActions sheet={sheet} />
      </Card>
      {sheet.mayReadRecord ? <FileBox register={line.register} record={line.record} /> : null}
      <Card title={t('approvals.trail')}><CaseTrail sheet={sheet} /></Card>
      {sheet.copies.length === 0 ? null : <Card title={t('approvals.copies')}><p>{sheet.copies.map((copy) => copy.name).join(t('list.comma'))}</p></Card>}
    </Page>
  );
}
