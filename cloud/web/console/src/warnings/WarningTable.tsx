import { formatValue, isUnacknowledged, projectName, sourceOf, type Warning } from '@edge/core';
import { DataTable, EmptyState, Instant, LevelMark, useLanguage, type Column } from '@edge/ui';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useProjects } from '../app/queries';
import { deviceLink } from '../live/panel';
import { ConditionMark } from './ConditionMark';

interface Props {
  warnings: readonly Warning[];
  selected: string | undefined;
  onOpen: (id: string) => void;
  filtered: boolean;
  onClear: () => void;
  more: ReactNode;
}

export function WarningTable({ warnings, selected, onOpen, filtered, onClear, more }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: projects } = useProjects();
  const nameOf = (id: string): string => {
    const found = projects?.find((one) => one.id === id);
    return found === undefined ? id : projectName(found, language);
  };
  const columns: Column<Warning>[] = [
    { key: 'level', title: t('warnings.level'), width: 92, card: 'corner', render: (one) => <LevelMark level={one.level} blink={isUnacknowledged(one.handling)} /> },
    {
      key: 'rule', title: t('warnings.rule'), card: 'title',
      render: (one) => (
        <div className="e-warning-name">
          <strong>{language === 'en' ? one.titleEn : one.title}</strong>
          <span className="e-hint">
            {nameOf(one.project)}
            {one.count > 1 ? ` · ${t('warnings.merged', { count: one.count })}` : ''}
            {one.late ? <span className="e-late" title={t('warnings.lateHint')}>{t('warnings.late')}</span> : null}
          </span>
        </div>
      ),
    },
    { key: 'device', title: t('warnings.device'), render: (one) => <Link to={`${deviceLink(one.project, one.device)}?point=${one.point}`}>{one.deviceName}</Link> },
    {
      key: 'value', title: t('warnings.peak'), align: 'right',
      render: (one) => <span className="e-number"><strong>{formatValue(one.peak ?? one.value, one.unit)}</strong> <span className="e-hint">{one.unit}</span></span>,
    },
    {
      key: 'threshold', title: t('warnings.threshold'), align: 'right', card: 'none',
      render: (one) => (one.threshold ? <span className="e-number e-muted" title={sourceOf(language, one.threshold)}>{one.threshold.compare === 'above' ? '≥' : '≤'} {formatValue(one.threshold.value, undefined)}</span> : <span className="e-muted">{t('act.cannotDecide')}</span>),
    },
    { key: 'condition', title: t('warnings.condition'), render: (one) => <ConditionMark condition={one.condition} /> },
    { key: 'handling', title: t('warnings.handling'), render: (one) => <span className={isUnacknowledged(one.handling) ? 'e-handling-new' : 'e-muted'}>{t(`handling.${one.handling}`)}</span> },
    { key: 'assignee', title: t('warnings.assignee'), card: 'none', render: (one) => one.assignee ?? <span className="e-hint">—</span> },
    { key: 'started', title: t('warnings.started'), align: 'right', render: (one) => <Instant time={one.startedAt} /> },
  ];
  return (
    <DataTable
      caption={t('warnings.what')} columns={columns} rows={warnings} rowKey={(one) => one.id} selected={selected} onOpen={(one) => onOpen(one.id)}
      footer={<div className="e-table-more"><span>{t('warnings.total', { shown: warnings.length })}</span>{more}</div>}
      empty={filtered
        ? <EmptyState title={t('warnings.noneMatch')} action={<Button onClick={onClear}>{t('action.clear')}</Button>} />
        : <EmptyState title={t('warnings.none')} hint={t('warnings.noneHint')} />}
    />
  );
}
