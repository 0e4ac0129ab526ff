import { formatValue, isUnacknowledged, type WarningDetail, projectName } from '@edge/core';
import { Facts, Instant, LevelMark, Ready, useLanguage } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useProjects, useWarning } from '../app/queries';
import { deviceLink } from '../live/panel';
import { Actions } from './Actions';
import { ConditionMark } from './ConditionMark';
import { Explanation } from './Explanation';
import { SheetChain } from './SheetChain';
import { SheetCurve } from './SheetCurve';
import { SheetEvidence } from './SheetEvidence';
import { SheetDeliveries } from './SheetDeliveries';
import { SheetLog } from './SheetLog';
import { SheetRule } from './SheetRule';
import { Track } from './Track';

/** Everything about one warning, and what can be done about it. */
export function WarningSheet({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useWarning(id);
  return <Ready query={query} what={t('warnings.one')} rows={10}>{(warning) => <Sheet warning={warning} />}</Ready>;
}

function Sheet({ warning }: { warning: WarningDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: projects } = useProjects();
  const project = projects?.find((one) => one.id === warning.project);
  const measure = `${formatValue(warning.value, warning.unit)} ${warning.unit}`;
  return (
    <article className="e-warning-sheet">
      <header>
        <div className="e-warning-head">
          <LevelMark level={warning.level} blink={isUnacknowledged(warning.handling)} />
          <h2>{language === 'en' ? warning.titleEn : warning.title}</h2>
          <ConditionMark condition={warning.condition} />
          {warning.late ? <span className="e-late" title={t('warnings.lateHint')}>{t('warnings.late')}</span> : null}
        </div>
        <p className="e-muted">
          <Link to={`/projects/${encodeURIComponent(warning.project)}`}>{project === undefined ? warning.project : projectName(project, language)}</Link>
          {' · '}
          <Link to={`${deviceLink(warning.project, warning.device)}?point=${encodeURIComponent(warning.point)}`}>{warning.deviceName}</Link>
        </p>
      </header>
      <Track handling={warning.handling} />
      <Actions warning={warning} />
      <Facts
        items={[
          [t('warnings.value'), <strong key="v" className="e-number">{measure}</strong>],
          [t('warnings.peak'), <span key="p" className="e-number">{formatValue(warning.peak, warning.unit)} {warning.unit}</span>],
          [t('warnings.threshold'), warning.threshold
            ? <span key="t" className="e-number">{warning.threshold.compare === 'above' ? '≥' : '≤'} {formatValue(warning.threshold.value, undefined)} {warning.threshold.unit}</span>
            : warning.detail ?? t('act.cannotDecide')],
          [t('warnings.started'), <Instant key="s" time={warning.startedAt} format="exact" />],
          [t('warnings.count'), warning.count],
          [t('warnings.assignee'), warning.assignee ?? '—'],
        ]}
      />
      {warning.sensorType === 'site-camera' ? <SheetEvidence id={warning.id} /> : null}
      <div className="e-sheet-main">
        <section><h3>{t('sheet.curve')}</h3><SheetCurve warning={warning} /></section>
        <section><h3>{t('sheet.rule')}</h3><SheetRule warning={warning} /></section>
        <Explanation id={warning.id} />
      </div>
      <div className="e-sheet-side">
        <section><h3>{t('sheet.chain')}</h3><SheetChain chain={warning.chain} /></section>
        <section><h3>{t('sheet.deliveries')}</h3><SheetDeliveries deliveries={warning.deliveries} /></section>
        <section><h3>{t('sheet.log')}</h3><SheetLog log={warning.log} /></section>
      </div>
    </article>
  );
}
