import { formatValue, sourceOf, type RuleDefinition, type WarningDetail } from '@edge/core';
import { LevelMark, useLanguage } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

const AGGREGATES = ['last', 'mean', 'min', 'max', 'sum', 'count', 'leq', 'rate', 'delta', 'range', 'stuck', 'missing', 'bad'] as const;

export function useAggregate(): (aggregate: string) => string {
  const { t } = useTranslation();
  return (aggregate) => {
    const known = AGGREGATES.find((one) => one === aggregate);
    return known === undefined ? aggregate : t(`aggregate.${known}`);
  };
}

/** The rule, its thresholds, and where each number comes from. */
export function SheetRule({ warning }: { warning: WarningDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const aggregate = useAggregate();
  const rule: RuleDefinition = warning.rule;
  const levels = [...rule.levels].sort((a, b) => a.level - b.level);
  return (
    <>
      <p>
        <Link to={`/projects/${encodeURIComponent(warning.project)}/rules?rule=${encodeURIComponent(rule.id)}`}>{language === 'en' ? rule.titleEn : rule.title}</Link>
        <span className="e-muted"> · {aggregate(rule.measure.aggregate)} · {rule.measure.window > 0 ? t('sheet.seconds', { count: rule.measure.window }) : t('sheet.instant')}</span>
      </p>
      <ul className="e-rule-levels">
        {levels.map((one) => (
          <li key={one.level} className={one.level === warning.threshold?.level ? 'e-rule-hit' : ''}>
            <LevelMark level={one.level} />
            <strong className="e-number">{one.compare === 'above' ? '≥' : '≤'} {formatValue(one.threshold, undefined)} {one.unit}</strong>
            <span className="e-hint">{(one.hold ?? 0) > 0 ? t('sheet.hold', { count: one.hold }) : ''}</span>
            <span className="e-muted e-rule-source">{sourceOf(language, one, rule) ?? t('chart.noSource')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
