import type { RecordDetail, Register } from '@edge/core';
import { Card, useLanguage } from '@edge/ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { slots } from '../slots';
import { CommentsTab } from './CommentsTab';
import { FieldsTab } from './FieldsTab';
import { FilesTab, filesOf } from './FilesTab';
import { HistoryTab } from './HistoryTab';
import { LinksTab } from './LinksTab';

interface Props {
  register: Register;
  detail: RecordDetail;
}

/** Everything about a record: what it says, its files, its history, what people said about it, what it is linked to. */
export function RecordTabs({ register, detail }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [tab, setTab] = useState('data');
  const files = filesOf(register.fields, detail.record.record).length;
  const tabs: { key: string; label: ReactNode; content: ReactNode }[] = [
    { key: 'data', label: t('record.data'), content: <FieldsTab register={register} detail={detail} /> },
    ...(files > 0 ? [{ key: 'files', label: <>{t('record.files')} <b>{files}</b></>, content: <FilesTab register={register} detail={detail} /> }] : []),
    ...slots.tabs.filter((one) => one.shows(register)).map(({ key, label, Content }) => ({ key, label: label(language), content: <Content register={register} detail={detail} /> })),
    { key: 'history', label: t('record.history'), content: <HistoryTab register={register} detail={detail} /> },
    { key: 'comments', label: t('record.comments'), content: <CommentsTab register={register} detail={detail} /> },
    { key: 'links', label: t('record.links'), content: <LinksTab register={register} detail={detail} /> },
  ];
  const shown = tabs.find((one) => one.key === tab) ?? tabs[0];
  return (
    <div className="e-record-tabs">
      <div role="tablist" aria-label={t('record.sections')} className="e-tablist">
        {tabs.map((one) => (
          <button key={one.key} type="button" role="tab" id={`tab-${one.key}`} aria-selected={one === shown} aria-controls="record-panel" onClick={() => setTab(one.key)}>{one.label}</button>
        ))}
      </div>
      <div role="tabpanel" id="record-panel" aria-labelledby={`tab-${shown?.key}`}>{shown?.key === 'data' ? shown.content : <Card>{shown?.content}</Card>}</div>
    </div>
  );
}
