import type { ProjectRule } from '@edge/core';
import { Card, EmptyState, Filters, Page, Ready, useLanguage } from '@edge/ui';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useRules, useSensorTypes } from '../app/queries';
import { OverrideDialog } from './OverrideDialog';
import { RuleRow } from './RuleRow';
import './rules.css';

/** Thresholds in force with their sources, and the project's own with their reasons. */
export function RulesPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const p = useParams()['p'] ?? '';
  const query = useRules(p);
  const { data: types } = useSensorTypes();
  const [search, setSearch] = useSearchParams();
  const [editing, setEditing] = useState<ProjectRule>();
  const type = search.get('type') ?? undefined;
  const typeName = (id: string): string => {
    const found = types?.find((one) => one.id === id);
    return found === undefined ? id : language === 'zh' ? found.label : found.labelEn.charAt(0).toUpperCase() + found.labelEn.slice(1);
  };
  return (
    <Page title={t('rules.title')} scope={<span>{t('rules.count', { count: query.data?.length ?? 0 })}</span>}>
      <Filters>
        <Select
          className="e-control-wide" allowClear value={type} placeholder={t('warnings.anyType')} aria-label={t('rules.type')}
          onChange={(value: string | undefined) => setSearch(value === undefined ? {} : { type: value }, { replace: true })}
          options={[...new Set((query.data ?? []).map((one) => one.rule.sensorType))].map((id) => ({ value: id, label: typeName(id) }))}
        />
      </Filters>
      <Ready query={query} what={t('rules.what')} rows={10}>
        {(rules) => {
          const shown = rules.filter((one) => type === undefined || one.rule.sensorType === type);
          if (shown.length === 0) return <EmptyState title={t('rules.none')} hint={t('rules.noneHint')} />;
          return [...new Set(shown.map((one) => one.rule.sensorType))].map((kind) => (
            <Card key={kind} flush title={typeName(kind)}>
              <ul className="e-rules-list">
                {shown.filter((one) => one.rule.sensorType === kind).map((one) => (
                  <RuleRow key={one.rule.id} project={p} entry={one} marked={search.get('rule') === one.rule.id} onEdit={() => setEditing(one)} />
                ))}
              </ul>
            </Card>
          ));
        }}
      </Ready>
      {editing === undefined ? null : <OverrideDialog project={p} entry={editing} onClose={() => setEditing(undefined)} />}
    </Page>
  );
}
