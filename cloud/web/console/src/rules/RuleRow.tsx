import { formatTime, formatValue, sourceOf, type ProjectRule } from '@edge/core';
import { LevelMark, LevelShapeIcon, useLanguage } from '@edge/ui';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices } from '../app/queries';
import { useAggregate } from '../warnings/SheetRule';
import { WithdrawButton } from './WithdrawButton';

const OUTPUTS = ['siren', 'beacon', 'spray-pump'] as const;

export function RuleRow({ project, entry, marked, onEdit }: { project: string; entry: ProjectRule; marked: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const aggregate = useAggregate();
  const { data: devices } = useDevices(project);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => { if (marked) row.current?.scrollIntoView({ block: 'center' }); }, [marked]);
  const output = (id: string): string => {
    const known = OUTPUTS.find((one) => one === id);
    return known === undefined ? id : t(`rules.output.${known}`);
  };
  const { rule, overrides } = entry;
  const { measure } = rule;
  const off = entry.disabled === true;
  const levels = [...rule.levels].sort((a, b) => a.level - b.level);
  const deviceName = (id: string | null | undefined): string => (id ? devices?.find((one) => one.id === id)?.name ?? id : t('rules.allDevices'));
  return (
    <li ref={row} className={marked ? 'e-rule-marked' : ''}>
      <div className="e-rule-head">
        <div>
          <h3>{language === 'en' ? rule.titleEn : rule.title}{off ? <span className="e-rule-off">{t('rules.off')}</span> : null}</h3>
          <p className="e-hint">
            {aggregate(measure.aggregate)}{measure.window > 0 ? ` · ${t('rules.window', { seconds: measure.window })}` : ''}
            {rule.actions && rule.actions.length > 0 ? ` · ${t('rules.drives', { outputs: rule.actions.map((one) => output(one.output)).join(t('list.comma')) })}` : ''}
          </p>
        </div>
        <ul className="e-rule-chips">
          {levels.map((one) => (
            <li key={one.level} title={sourceOf(language, one, rule)}>
              <LevelShapeIcon level={one.level} /> {t(`level.${one.level}`)} <strong className="e-number">{one.compare === 'above' ? '≥' : '≤'} {formatValue(one.threshold, undefined)} {one.unit}</strong>
            </li>
          ))}
        </ul>
        <Button onClick={onEdit}>{t('rules.override')}</Button>
      </div>
      <details className="e-rule-more">
        <summary>{t('chart.source', { source: sourceOf(language, rule, levels.find((one) => one.source)) ?? t('chart.noSource') })}</summary>
        <ul className="e-rule-levels">
          {levels.map((one) => (
            <li key={one.level}>
              <LevelMark level={one.level} />
              <strong className="e-number">{one.compare === 'above' ? '≥' : '≤'} {formatValue(one.threshold, undefined)} {one.unit}</strong>
              <span className="e-hint">{one.hold > 0 ? t('rules.hold', { seconds: one.hold }) : one.from && one.to ? t('rules.from', { from: one.from.slice(0, 5), to: one.to.slice(0, 5) }) : ''}</span>
              <span className="e-muted e-rule-source">{sourceOf(language, one, rule) ?? t('chart.noSource')}</span>
            </li>
          ))}
        </ul>
      </details>
      {overrides.length === 0 ? null : (
        <ul className="e-overrides">
          {overrides.map((one) => (
            <li key={`${one.deviceId ?? ''}${one.level}`}>
              <span className="e-override-tag">{t('rules.overridden')}</span>
              <span>{deviceName(one.deviceId)} · {one.level === 0 ? t('rules.whole') : t(`level.${one.level}`)} · <strong>{one.disabled ? t('rules.off') : formatValue(one.threshold, undefined)}</strong></span>
              <span className="e-muted">{one.reason}</span>
              <span className="e-hint">{one.by && one.at ? t('rules.by', { by: one.by, time: formatTime(one.at, 'minute', language) }) : ''}</span>
              <WithdrawButton project={project} rule={rule.id} override={one} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
