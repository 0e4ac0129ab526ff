import { ApiProblem, type CaseMove, type CaseMoveBody } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';
import { caseKeys } from './queries';

interface Move {
  move: CaseMove;
  version: number;
  body: CaseMoveBody;
}

/** Makes a move and brings every list up to date; who was too late sees the case as it is now. */
export function useCaseMove(id: string, onDone?: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ move, version, body }: Move) => workApi.move(id, move, version, body),
    onSuccess: () => {
      toast('done', t('approvals.done2'));
      onDone?.();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 412) toast('failed', t('approvals.stale'));
      else if (onDone === undefined) toast('failed', error instanceof ApiProblem ? error.detail ?? error.message : String(error));
    },
    onSettled: () => client.invalidateQueries({ queryKey: caseKeys.all }),
  });
  return { ...mutation, fault: useProblemText(mutation.error) };
}
