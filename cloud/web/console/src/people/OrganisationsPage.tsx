import { PlusOutlined } from '@ant-design/icons';
import type { Organisation, OrganisationAction } from '@edge/core';
import { Card, DataTable, EmptyState, Facts, Filters, Page, Ready, toast, useLanguage, type Column } from '@edge/ui';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { AddAuthority } from './AddAuthority';
import { peopleKeys, useAreaName, useKinds, useRight } from './queries';
import { ReasonDialog } from './ReasonDialog';
import './people.css';

const STATES = ['applied', 'active', 'returned', 'frozen', 'cancelled'] as const;
const NEXT: Record<Organisation['state'], readonly OrganisationAction[]> = {
  applied: ['verify', 'return', 'cancel'], returned: ['cancel'], active: ['freeze', 'cancel'], frozen: ['activate', 'cancel'], cancelled: [],
};

/** Authorities and enterprises within one's scope; those that have registered wait on top of the list. */
export function OrganisationsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const manages = useRight('manageOrganisations');
  const kinds = useKinds();
  const area = useAreaName();
  const [q, setQ] = useState('');
  const [state, setState] = useState<string>();
  const [kind, setKind] = useState<string>();
  const [open, setOpen] = useState<Organisation>();
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery({
    queryKey: [...peopleKeys.organisations, q, state, kind],
    queryFn: ({ pageParam, signal }) => peopleApi.organisations({ q: q === '' ? undefined : q, state, kind, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const columns: Column<Organisation>[] = [
    { key: 'name', title: t('people.name'), card: 'title', render: (one) => <strong>{one.name}</strong> },
    { key: 'kind', title: t('organisations.kind'), render: (one) => { const found = kinds.data?.find((k) => k.code === one.kind); return language === 'en' ? found?.labelEn ?? one.kindLabel : one.kindLabel; } },
    { key: 'area', title: t('people.area'), render: (one) => area(one.areaName) },
    { key: 'code', title: t('organisations.creditCode'), render: (one) => one.creditCode },
    { key: 'state', title: t('people.state'), card: 'corner', render: (one) => t(`organisations.states.${one.state}`) },
  ];
  const add = manages ? <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('organisations.add')}</Button> : undefined;
  return (
    <Page title={t('organisations.title')} action={add}>
      <Filters>
        <Input.Search className="e-people-find" allowClear placeholder={t('people.search')} aria-label={t('people.search')} onSearch={setQ} maxLength={50} />
        <Select allowClear value={state} onChange={setState} placeholder={t('people.state')} aria-label={t('people.state')} options={STATES.map((value) => ({ value, label: t(`organisations.states.${value}`) }))} />
        <Select allowClear value={kind} onChange={setKind} placeholder={t('organisations.kind')} aria-label={t('organisations.kind')} popupMatchSelectWidth={false} options={kinds.data?.map((one) => ({ value: one.code, label: language === 'en' ? one.labelEn : one.label }))} />
      </Filters>
      <Ready query={query} what={t('organisations.what')} rows={8}>
        {(pages) => (
          <DataTable
            caption={t('organisations.title')} columns={columns} rows={pages.pages.flatMap((one) => one.items)} rowKey={(one) => one.id} onOpen={setOpen} selected={open?.id}
            empty={<EmptyState title={t('organisations.none')} />}
            footer={query.hasNextPage ? <Button onClick={() => { void query.fetchNextPage(); }} loading={query.isFetchingNextPage}>{t('people.more')}</Button> : undefined}
          />
        )}
      </Ready>
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} title={open?.name} size="large">
        {open === undefined ? null : <Sheet organisation={open} onChange={setOpen} />}
      </Drawer>
      <AddAuthority open={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function Sheet({ organisation, onChange }: { organisation: Organisation; onChange: (next: Organisation) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const area = useAreaName();
  const unmasks = useRight('unmaskPeople');
  const [action, setAction] = useState<OrganisationAction | 'unmask'>();
  const [phone, setPhone] = useState<string>();
  const act = async (text: string): Promise<void> => {
    if (action === 'unmask') setPhone((await peopleApi.organisationPhone(organisation.id, text)).phone);
    else if (action !== undefined) {
      onChange(await peopleApi.decide(organisation.id, action, text));
      toast('done', t('people.done'));
      void client.invalidateQueries({ queryKey: peopleKeys.organisations });
    }
  };
  return (
    <Card>
      <Facts
        items={[
          [t('people.state'), t(`organisations.states.${organisation.state}`)],
          [t('organisations.creditCode'), organisation.creditCode],
          [t('people.area'), area(organisation.areaName)],
          [t('organisations.address'), organisation.address],
          [t('organisations.representative'), organisation.representative],
          [t('organisations.contact'), organisation.contactName],
          [t('organisations.phone'), phone ?? organisation.contactPhone],
          [t('organisations.note'), organisation.note ?? t('people.none')],
          [t('organisations.decided'), organisation.decidedBy ?? t('people.none')],
        ]}
      />
      <div className="e-people-actions e-people-foot">
        {unmasks && phone === undefined ? <Button onClick={() => setAction('unmask')}>{t('organisations.unmask')}</Button> : null}
        {organisation.mayDecide ? NEXT[organisation.state].map((one) => (
          <Button key={one} type={one === 'verify' ? 'primary' : 'default'} danger={one === 'cancel' || one === 'freeze'} onClick={() => setAction(one)}>{t(`organisations.${one}`)}</Button>
        )) : null}
      </div>
      <ReasonDialog
        open={action !== undefined} title={action === undefined ? '' : t(`organisations.${action}`)} hint={action === 'unmask' ? t('persons.unmaskHint') : undefined} danger={action === 'cancel' || action === 'freeze'}
        label={action === 'unmask' ? undefined : t('organisations.note')} onClose={() => setAction(undefined)} onReason={act}
      />
    </Card>
  );
}
