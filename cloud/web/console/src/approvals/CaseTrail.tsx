import { fileUrl, type CaseSheet } from '@edge/core';
import { Instant, useLanguage } from '@edge/ui';
import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';

type Step = CaseSheet['trail'][number];

/** Everything that happened, with opinions, files and signatures. */
export function CaseTrail({ sheet }: { sheet: CaseSheet }) {
  return <Timeline items={sheet.trail.map((step, at) => ({ key: at, content: <StepLine step={step} sheet={sheet} />, color: step.kind === 'refuse' || step.kind === 'return' || step.kind === 'sendBack' ? 'red' : undefined }))} />;
}

function StepLine({ step, sheet }: { step: Step; sheet: CaseSheet }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id } = sheet.case;
  // A node that it went back to stands there by its name, persons stand for themselves.
  const to = step.kind === 'sendBack' ? step.to.map((name) => sheet.nodes.find((node) => node.label.zh === name)?.label[language] ?? name) : step.to;
  return (
    <div className="e-trail">
      <p><strong>{step.name}</strong> {step.kindLabel[language]}{to.length === 0 ? '' : `${t('list.colon')}${to.join(t('list.comma'))}`} <span className="e-hint">{step.node?.[language] ?? ''} <Instant time={step.at} /></span></p>
      {step.text == null ? null : <p className="e-trail-text">{step.text}</p>}
      {step.attachments.map((file) => <p key={file.hash}><a href={fileUrl(`approval/${id}`, file.hash)}>{file.name}</a></p>)}
      {step.image == null ? null : <img className="e-trail-sign" alt={t('approvals.signature')} src={fileUrl(`approval/${id}`, step.image.hash, true)} />}
      {step.signature == null ? null : <p className="e-hint" title={step.signature}>{t('approvals.sealed')} {step.signature.slice(0, 16)}… · {t('approvals.version')} {step.signedVersion}</p>}
    </div>
  );
}
