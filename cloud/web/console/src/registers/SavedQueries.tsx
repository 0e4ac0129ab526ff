import { readListState, savedText, type ListState } from '@edge/core';
import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../app/client';
import { registerKeys } from './queries';

const SavedPanel = lazy(async () => ({ default: (await import('./SavedPanel')).SavedPanel }));

interface Props {
  register: string;
  state: ListState;
  onLoad: (state: ListState) => void;
}

/** Questions that were given a name: one's own, and those that others share. */
export function SavedQueries({ register, state, onLoad }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ queryKey: registerKeys.queries(register), queryFn: ({ signal }) => registersApi.queries(register, signal), staleTime: 60_000 });
  const now = savedText(state);
  const current = data?.find((one) => one.query === now);
  return (
    <Popover
      open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight"
      content={<div>{open ? (
        <Suspense fallback={null}><SavedPanel register={register} now={now} queries={data ?? []} onLoad={(one) => { setOpen(false); onLoad(readListState(new URLSearchParams(one.query))); }} /></Suspense>
      ) : null}</div>}
    >
      <Button icon={current === undefined ? <StarOutlined /> : <StarFilled />} aria-label={t('saved.title')} title={t('saved.title')}>{current?.name}</Button>
    </Popover>
  );
}
