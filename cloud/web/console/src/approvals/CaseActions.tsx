import type { CaseMove, CaseSheet } from '@edge/core';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionDialog, type ActionName } from './ActionDialog';
import { useCaseMove } from './useCaseMove';

/** What the person may do now: the decision first, the rest beside it. */
export function CaseActions({ sheet }: { sheet: CaseSheet }) {
  const { t } = useTranslation();
  const [action, setAction] = useState<ActionName>();
  const remind = useCaseMove(sheet.case.id);
  const { offers } = sheet;
  const removable = sheet.tasks.filter((task) => task.added && task.state === 'open');
  const offered: [ActionName, boolean][] = [
    ['return', offers.return || offers.sendBackTo.length > 0], ['reassign', offers.hand], ['delegate', offers.consult], ['addSigners', offers.consult],
    ['removeSigner', offers.consult && removable.length > 0], ['withdraw', offers.withdraw], ['copy', offers.copy],
  ];
  return (
    <div className="e-case-acts">
      {offers.sign ? <Button type="primary" onClick={() => setAction('agree')}>{t(offers.advises ? 'approvals.act.advise' : 'approvals.act.agree')}</Button> : null}
      {offers.refuse ? <Button danger onClick={() => setAction('refuse')}>{t('approvals.act.refuse')}</Button> : null}
      {offered.filter(([, may]) => may).map(([name]) => <Button key={name} onClick={() => setAction(name)}>{t(`approvals.act.${name}`)}</Button>)}
      {offers.remind ? (
        <Popconfirm title={t('approvals.act.remind')} onConfirm={() => remind.mutate({ move: 'remind' satisfies CaseMove, version: sheet.case.version, body: {} })}>
          <Button loading={remind.isPending}>{t('approvals.act.remind')}</Button>
        </Popconfirm>
      ) : null}
      {action === undefined ? null : <ActionDialog key={action} action={action} sheet={sheet} onClose={() => setAction(undefined)} />}
    </div>
  );
}
