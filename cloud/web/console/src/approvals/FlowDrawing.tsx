import { CheckCircleFilled, ClockCircleOutlined, RightCircleFilled } from '@ant-design/icons';
import type { CaseSheet } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { useTranslation } from 'react-i18next';

const MARKS = { done: <CheckCircleFilled />, present: <RightCircleFilled />, ahead: <ClockCircleOutlined /> };

/** The nodes in order with where the case is and who is asked there. */
export function FlowDrawing({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ol className="e-flow" aria-label={t('approvals.drawing')}>
      <li className="e-flow-node e-flow-done">
        <span className="e-flow-mark"><CheckCircleFilled /></span>
        <strong>{t('approvals.starter')}</strong>
        <span className="e-hint">{sheet.case.starter}</span>
      </li>
      {sheet.nodes.map((node) => (
        <li key={node.name} className={`e-flow-node e-flow-${node.stage}`} aria-current={node.stage === 'present' ? 'step' : undefined}>
          <span className="e-flow-mark">{MARKS[node.stage]}</span>
          <strong>{node.label[language]}</strong>
          <span className="e-hint">{t(`approvals.rule.${node.rule}`)}{node.share < 1 ? ` ${Math.round(node.share * 100)}%` : ''} · {t('approvals.inDays', { count: node.inDays })}</span>
          {node.stage === 'present' ? <Tasks sheet={sheet} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Tasks({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation();
  return (
    <ul className="e-flow-tasks">
      {sheet.tasks.map((task, at) => (
        <li key={at}>
          {task.name} <span className="e-hint">{t(`approvals.tasksState.${task.state}`)}{task.added ? ` · ${t('approvals.added')}` : ''}{task.escalated ? ` · ${t('approvals.escalated')}` : ''}{task.steward ? ` · ${t('approvals.steward')}` : ''}</span>
        </li>
      ))}
    </ul>
  );
}
