import type { SearchHit } from '@edge/core';
import { Age, Card, EmptyState, ErrorState, Filters, Page, Skeleton } from '@edge/ui';
import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { registersApi } from '../../app/client';
import { useRegisters } from '../queries';
import { useLabel } from '../words';
import '../registers.css';

/** One question to all registers; what is found is what the person may read anyway. */
export function SearchPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const register = search.get('register') ?? '';
  const registers = useRegisters();
  const query = useInfiniteQuery({
    queryKey: ['search', q, register],
    queryFn: ({ pageParam, signal }) => registersApi.search(q, register === '' ? undefined : register, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: q.length >= 2,
  });
  const set = (name: string, value: string): void => setSearch((held) => {
    if (value === '') held.delete(name);
    else held.set(name, value);
    return held;
  }, { replace: true });
  const hits = query.data?.pages.flatMap((one) => one.items) ?? [];
  return (
    <Page title={t('search.title')}>
      <Filters>
        <Input.Search
          key={q} className="e-home-find" defaultValue={q} prefix={<SearchOutlined />} allowClear maxLength={200} placeholder={t('search.placeholder')} aria-label={t('search.title')}
          autoFocus onSearch={(text) => set('q', text.trim())}
        />
        <Select
          className="e-control-wide" value={register} aria-label={t('registers.title')} popupMatchSelectWidth={false} onChange={(next: string) => set('register', next)}
          options={[{ value: '', label: t('search.all') }, ...(registers.data ?? []).map((one) => ({ value: one.name, label: label(one.label) }))]}
        />
      </Filters>
      <Card flush>
        {q.length < 2 ? <EmptyState title={t(q === '' ? 'search.start' : 'search.short')} hint={t('search.startHint')} />
          : query.isPending ? <Skeleton rows={8} />
            : query.error !== null && query.data === undefined ? <ErrorState error={query.error} what={t('search.what')} retry={() => { void query.refetch(); }} />
              : hits.length === 0 ? <EmptyState title={t('search.none', { q })} hint={t('search.noneHint')} />
                : <ul className="e-hits">{hits.map((one) => <Hit key={`${one.register}/${one.id}`} hit={one} q={q} />)}</ul>}
      </Card>
      {query.hasNextPage ? <Button loading={query.isFetchingNextPage} onClick={() => { void query.fetchNextPage(); }}>{t('search.more')}</Button> : null}
    </Page>
  );
}

function Hit({ hit, q }: { hit: SearchHit; q: string }) {
  const label = useLabel();
  return (
    <li>
      <Link to={`/registers/${hit.register}/${hit.id}`}><Marked text={hit.title} q={q} /></Link>
      {hit.excerpt === '' ? null : <p><Marked text={hit.excerpt} q={q} /></p>}
      <div className="e-hits-meta"><span>{label(hit.registerLabel)}</span><span>{label(hit.state)}</span><Age time={hit.at} /></div>
    </li>
  );
}

/** The words that were asked for, marked where they stand. */
function Marked({ text, q }: { text: string; q: string }) {
  const words = q.split(/\s+/).filter((one) => one !== '').map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = words.length === 0 ? [text] : text.split(new RegExp(`(${words.join('|')})`, 'gi'));
  // Odd ones are the words themselves.
  // oxlint-disable-next-line react/no-array-index-key
  return <>{parts.map((one, at) => (at % 2 === 1 ? <mark key={at}>{one}</mark> : <span key={at}>{one}</span>))}</>;
}
