import { formatMoment, type RecordDetail, type Register } from '@edge/core';
import { EmptyState, Ready, useLanguage, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../../app/client';
import { registerKeys, useRecordPart } from '../queries';

/** What people said about a record, and a place to say more. */
export function CommentsTab({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const { id } = detail.record;
  const [text, setText] = useState('');
  const query = useRecordPart(register.name, id, 'comments', (signal) => registersApi.comments(register.name, id, signal));
  const send = useMutation({
    mutationFn: () => registersApi.comment(register.name, id, text.trim()),
    onSuccess: async () => {
      setText('');
      await client.invalidateQueries({ queryKey: [...registerKeys.record(register.name, id), 'comments'] });
    },
  });
  const problem = useProblemText(send.error);
  return (
    <div className="e-comments">
      <Ready query={query} what={t('record.comments')} rows={3}>
        {(comments) => (comments.length === 0 ? <EmptyState title={t('comments.none')} hint={t('comments.noneHint')} /> : (
          <ul>
            {comments.map((one) => (
              <li key={one.id}><div className="e-history-head"><strong>{one.by}</strong><span className="e-hint">{formatMoment(one.at, language)}</span></div><p className="e-record-long">{one.text}</p></li>
            ))}
          </ul>
        ))}
      </Ready>
      {send.error === null ? null : <Alert type="error" showIcon title={problem} />}
      <Input.TextArea value={text} onChange={(event) => setText(event.target.value)} maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} placeholder={t('comments.text')} aria-label={t('comments.text')} />
      <Button type="primary" disabled={text.trim() === ''} loading={send.isPending} onClick={() => send.mutate()}>{t('comments.send')}</Button>
    </div>
  );
}
