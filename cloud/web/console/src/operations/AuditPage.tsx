import type { AuditLine, AuditQuery } from '@edge/core';
import { Card, DataTable, EmptyState, Filters, Instant, Page, Ready, useProblemText, type Column } from '@edge/ui';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';
import './operations.css';

/** The auditor's console: search, proof that nothing was changed, a file to take away, how long it is kept. */
export function AuditPage() {
  const { t } = useTranslation();
  return <Page title={t('audit.title')}><Chain /><Entries /></Page>;
}

function Chain() {
  const { t } = useTranslation();
  const policy = useQuery({ queryKey: ['audit', 'policy'], queryFn: ({ signal }) => workApi.auditPolicy(signal) });
  const verify = useMutation({ mutationFn: () => workApi.auditChain() });
  const fault = useProblemText(verify.error);
  const found = verify.data;
  return (
    <Card title={t('audit.chain')} aside={<Button loading={verify.isPending} onClick={() => verify.mutate()}>{t('audit.verify')}</Button>}>
      {verify.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      {found === undefined ? null : found.brokenAt == null
        ? <Alert type="success" showIcon title={t('audit.whole', { count: found.entries, first: found.first, last: found.last })} description={<span className="e-audit-hash">{t('audit.head')} {found.head}</span>} className="e-form-alert" />
        : <Alert type="error" showIcon title={t('audit.broken', { at: found.brokenAt })} className="e-form-alert" />}
      {policy.data === undefined ? null : <p className="e-hint">{t('audit.months', { count: policy.data.retainMonths })} · {t('audit.archives')} {policy.data.archives.length === 0 ? t('audit.noArchives') : policy.data.archives.map((one) => one.name).join('、')}</p>}
    </Card>
  );
}

function Entries() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditQuery>({});
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => workApi.audit({ ...filter, cursor: pageParam }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const columns: Column<AuditLine>[] = [
    { key: 'sequence', title: t('audit.sequence'), align: 'right', render: (one) => one.sequence },
    { key: 'at', title: t('audit.at'), card: 'corner', render: (one) => <Instant time={one.at} /> },
    { key: 'name', title: t('audit.name'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'address', title: t('audit.address'), render: (one) => one.address ?? '' },
    { key: 'action', title: t('audit.action'), render: (one) => <code>{one.action}</code> },
    { key: 'object', title: t('audit.object'), render: (one) => <span className="e-audit-hash">{one.object}</span> },
    { key: 'detail', title: t('audit.detail'), render: (one) => <span className="e-audit-detail">{one.detail ?? ''}</span> },
  ];
  const asked = new URLSearchParams(Object.entries({ q: filter.q ?? '', object: filter.object ?? '' }).filter(([, value]) => value !== ''));
  for (const action of filter.action ?? []) asked.append('action', action);
  return (
    <Card title={t('audit.title')} aside={<Button href={`/api/audit/export?${asked.toString()}`}>{t('audit.export')}</Button>} flush>
      <div className="e-audit-filters"><Filters>
        <Input.Search allowClear placeholder={t('audit.search')} aria-label={t('audit.search')} enterButton={t('audit.find')} className="e-audit-search" onSearch={(q) => setFilter((held) => ({ ...held, q: q.trim() === '' ? undefined : q.trim() }))} />
        <Input.Search allowClear placeholder={t('audit.action')} aria-label={t('audit.action')} className="e-audit-action" onSearch={(text) => setFilter((held) => ({ ...held, action: text.trim() === '' ? undefined : [text.trim()] }))} />
      </Filters></div>
      <Ready query={query} what={t('audit.what')}>
        {(pages) => (
          <DataTable
            caption={t('audit.title')} columns={columns} rows={pages.pages.flatMap((page) => page.items)} rowKey={(one) => String(one.sequence)} empty={<EmptyState title={t('audit.none')} />}
            footer={query.hasNextPage ? <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>{t('audit.more')}</Button> : undefined}
          />
        )}
      </Ready>
    </Card>
  );
}
