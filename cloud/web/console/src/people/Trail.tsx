import { actName, detailLines, formatTime, type TrailList } from '@edge/core';
import { DataTable, EmptyState, Filters, Ready, useLanguage, type Column } from '@edge/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';

/** Who saw this, what was done, who signed in: entries of the audit trail, the newest first. */
export function Trail({ kind }: { kind: 'seen' | 'trail' | 'sign-ins' }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [object, setObject] = useState(kind === 'seen' ? 'person/' : '');
  const query = useInfiniteQuery({
    queryKey: ['people', 'trail', kind, object],
    queryFn: ({ pageParam, signal }) => peopleApi.trail(kind, object === '' ? undefined : object, pageParam, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: kind !== 'seen' || object !== '',
  });
  const columns: Column<TrailList['items'][number]>[] = [
    { key: 'at', title: t('permissions.at'), card: 'corner', render: (one) => formatTime(one.at, 'exact', language) },
    { key: 'name', title: t('permissions.account'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'action', title: t('permissions.action'), render: (one) => actName(one.action, language) },
    { key: 'object', title: t('permissions.object'), render: (one) => <span className="e-people-detail">{one.object}</span> },
    { key: 'address', title: t('permissions.address'), render: (one) => one.address ?? t('people.none') },
    { key: 'detail', title: t('permissions.detail'), render: (one) => <span className="e-people-lines">{detailLines(one.detail).map((line) => <span key={line}>{line}</span>)}</span> },
  ];
  return (
    <>
      {kind === 'sign-ins' ? null : (
        <Filters>
          <Input.Search className="e-people-look" defaultValue={object} onSearch={setObject} enterButton={t('permissions.look')} placeholder={t('permissions.objectHint')} aria-label={t('permissions.object')} maxLength={200} />
        </Filters>
      )}
      <Ready query={query} what={t('permissions.trail')} rows={6}>
        {(pages) => (
          <DataTable
            caption={t('permissions.trail')} columns={columns} rows={pages.pages.flatMap((one) => one.items)} rowKey={(one) => String(one.sequence)} empty={<EmptyState title={t('permissions.noEntries')} />}
            footer={query.hasNextPage ? <Button onClick={() => { void query.fetchNextPage(); }} loading={query.isFetchingNextPage}>{t('people.more')}</Button> : undefined}
          />
        )}
      </Ready>
    </>
  );
}
