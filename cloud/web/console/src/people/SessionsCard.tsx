import type { SessionLine } from '@edge/core';
import { Age, Card, DataTable, Ready, type Column } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { peopleKeys } from './queries';

/** The browser's own description, cut to its name and system. */
function deviceName(device: string): string {
  const browser = /(Edg|Chrome|Firefox|Safari|MicroMessenger)\/[\d.]+/.exec(device)?.[0];
  const system = /\(([^;)]+)/.exec(device)?.[1];
  return [browser, system].filter((part) => part !== undefined).join(' · ') || device;
}

export function SessionsCard() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery({ queryKey: peopleKeys.sessions, queryFn: ({ signal }) => peopleApi.sessions(signal) });
  const changed = (): void => { void client.invalidateQueries({ queryKey: peopleKeys.sessions }); };
  const end = useMutation({ mutationFn: (id: string) => peopleApi.endSession(id), onSuccess: changed });
  const others = useMutation({ mutationFn: () => peopleApi.endOthers(), onSuccess: changed });
  const columns: Column<SessionLine>[] = [
    { key: 'device', title: t('account.devices'), card: 'title', render: (one) => <span title={one.device ?? undefined}>{one.device == null ? t('account.unknownDevice') : deviceName(one.device)}{one.isThis ? ` (${t('account.thisDevice')})` : ''}</span> },
    { key: 'address', title: t('account.address'), render: (one) => one.address ?? t('people.none') },
    { key: 'method', title: t('account.method'), render: (one) => t(`account.methods.${one.method}`) },
    { key: 'began', title: t('account.began'), render: (one) => <Age time={one.beganAt} /> },
    { key: 'seen', title: t('account.seen'), render: (one) => <Age time={one.seenAt} /> },
    { key: 'act', title: '', card: 'corner', render: (one) => (one.isThis ? null : <Button size="small" danger onClick={() => end.mutate(one.id)}>{t('account.end')}</Button>) },
  ];
  const aside = (query.data?.length ?? 0) > 1 ? <Button size="small" loading={others.isPending} onClick={() => others.mutate()}>{t('account.endOthers')}</Button> : undefined;
  return (
    <Card title={t('account.devices')} aside={aside}>
      <Ready query={query} what={t('account.devices')} rows={2}>
        {(sessions) => <DataTable caption={t('account.devices')} columns={columns} rows={sessions} rowKey={(one) => one.id} />}
      </Ready>
    </Card>
  );
}
