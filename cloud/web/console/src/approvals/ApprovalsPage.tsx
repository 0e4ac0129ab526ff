import { CASE_BOXES, type CaseBox, type CaseLine } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Filters, Page, Ready, useLanguage, type Column } from '@edge/ui';
import { Badge, Button, Checkbox, Input, Select, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import './approvals.css';
import { DueText } from './DueText';
import { useCaseCounts, useCases, useFlows } from './queries';

const isBox = (text: string | null): text is CaseBox => CASE_BOXES.includes(text as CaseBox);

/** What waits for the person, what he has done, started and was told of. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const chosen = params.get('box');
  const box = isBox(chosen) ? chosen : 'todo';
  const counts = useCaseCounts().data;
  const numbers = { todo: counts?.todo ?? 0, done: 0, started: counts?.started ?? 0, copied: counts?.unseen ?? 0 };
  return (
    <Page title={t('approvals.title')}>
      <Card flush>
        <Tabs
          activeKey={box} className="e-case-tabs" onChange={(key) => setParams(key === 'todo' ? {} : { box: key })}
          items={CASE_BOXES.map((one) => ({ key: one, label: <span>{t(`approvals.${one}`)} <Badge count={numbers[one]} size="small" color={one === 'todo' && (counts?.overdue ?? 0) > 0 ? undefined : 'var(--accent)'} /></span> }))}
        />
        <Box key={box} box={box} />
      </Card>
    </Page>
  );
}

function Box({ box }: { box: CaseBox }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const flows = useFlows().data ?? [];
  const filter = { q: params.get('q') ?? undefined, flow: params.get('flow') ?? undefined, overdue: params.get('overdue') === '1' ? true : undefined };
  const query = useCases(box, filter);
  const set = (name: string, value: string | undefined) => setParams((held) => {
    const next = new URLSearchParams(held);
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
    return next;
  }, { replace: true });
  return (
    <>
      <div className="e-case-filters"><Filters>
        <Input.Search allowClear defaultValue={filter.q} placeholder={t('approvals.search')} aria-label={t('approvals.search')} onSearch={(text) => set('q', text.trim())} className="e-case-search" />
        <Select
          value={filter.flow ?? ''} aria-label={t('approvals.flow')} className="e-case-flow" onChange={(value) => set('flow', value)}
          options={[{ value: '', label: t('approvals.anyFlow') }, ...flows.map((flow) => ({ value: flow.name, label: flow.label[language] }))]}
        />
        {box === 'todo' ? <Checkbox checked={filter.overdue === true} onChange={(event) => set('overdue', event.target.checked ? '1' : undefined)}>{t('approvals.onlyOverdue')}</Checkbox> : null}
      </Filters></div>
      <Ready query={query} what={t('approvals.what')}>
        {(pages) => (
          <DataTable
            caption={t(`approvals.${box}`)} rows={pages.pages.flatMap((page) => page.items)} rowKey={(one) => one.id} columns={columnsOf()}
            onOpen={(one) => void navigate(`/approvals/${one.id}`)}
            empty={box === 'todo' ? <EmptyState title={t('approvals.noneTodo')} hint={t('approvals.noneTodoHint')} /> : <EmptyState title={t('approvals.none')} />}
            footer={query.hasNextPage ? <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>{t('approvals.more')}</Button> : undefined}
          />
        )}
      </Ready>
    </>
  );

  function columnsOf(): Column<CaseLine>[] {
    return [
      { key: 'title', title: t('approvals.subject'), card: 'title', render: (one) => <strong>{one.title}{one.seen ? '' : ` · ${t('approvals.unread')}`}</strong> },
      { key: 'flow', title: t('approvals.flow'), render: (one) => one.flowLabel[language] },
      { key: 'state', title: t('approvals.state'), card: 'corner', render: (one) => <span className={`e-case-state e-case-${one.state}`}>{t(`approvals.states.${one.state}`)}</span> },
      { key: 'node', title: t('approvals.node'), render: (one) => one.node?.[language] ?? null },
      { key: 'waiting', title: t('approvals.waiting'), render: (one) => (one.waiting.length === 0 ? null : one.waiting.slice(0, 3).join(t('list.comma')) + (one.waiting.length > 3 ? ` +${one.waiting.length - 3}` : '')) },
      { key: 'starter', title: t('approvals.starter'), render: (one) => one.starter },
      { key: 'due', title: t('approvals.due'), render: (one) => (one.endedAt == null ? <DueText due={one.due} workingDays={one.workingDays} /> : null) },
      ...(box === 'todo' ? [] : [{ key: 'ended', title: t('approvals.ended'), render: (one: CaseLine) => (one.endedAt == null ? null : <Age time={one.endedAt} />) }]),
    ];
  }
}
