import { ACTION_FIELDS, actionsFor, ApiProblem, type ActionBody, type WarningAction, type WarningDetail } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { keys } from '../app/queries';
import { ActionForm } from './ActionForm';

/** Buttons that say the act. Someone else's change is shown, and what was typed stays. */
export function Actions({ warning }: { warning: WarningDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [open, setOpen] = useState<WarningAction>();
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: keys.warning(warning.id) });
    void client.invalidateQueries({ queryKey: keys.warnings });
    void client.invalidateQueries({ queryKey: keys.counts });
  };
  const act = useMutation({
    mutationFn: ({ action, body }: { action: WarningAction; body: ActionBody }) => api.act(warning.id, action, warning.version, body),
    onSuccess: (_, { action }) => {
      setOpen(undefined);
      toast('done', t('act.done', { action: t(`act.${action}`) }));
      refresh();
    },
    onError: (error) => { if (error instanceof ApiProblem && error.kind === 'conflict') refresh(); },
  });
  const possible = actionsFor(warning.handling, warning.condition, warning.actions);
  const run = (action: WarningAction): void => {
    act.reset();
    if (ACTION_FIELDS[action].length === 0) act.mutate({ action, body: {} });
    else setOpen(open === action ? undefined : action);
  };
  return (
    <div className="e-actions">
      {act.error === null ? null : <Failure error={act.error} />}
      <div className="e-actions-row">
        {possible.map((action, at) => (
          <Button
            key={action} type={at === 0 ? 'primary' : 'default'} danger={action === 'false-alarm' && at === 0} aria-expanded={open === action}
            loading={act.isPending && act.variables.action === action} onClick={() => run(action)}
          >
            {t(`act.${action}`)}
          </Button>
        ))}
      </div>
      {open === undefined ? null : (
        <ActionForm
          key={open} action={open} project={warning.project} pending={act.isPending}
          errors={act.error instanceof ApiProblem ? act.error.errors : {}} onCancel={() => setOpen(undefined)} onSubmit={(body) => act.mutate({ action: open, body })}
        />
      )}
    </div>
  );
}

function Failure({ error }: { error: Error }) {
  const { t } = useTranslation();
  const text = useProblemText(error);
  const conflict = error instanceof ApiProblem && error.kind === 'conflict';
  return (
    <Alert
      type={conflict ? 'warning' : 'error'} showIcon role="alert" title={conflict ? t('act.conflict') : t('warnings.failed')}
      description={conflict ? `${text} ${t('act.conflictHint')}` : text}
    />
  );
}
