import { isUnacknowledged } from '@edge/core';
import { Age, Card, EmptyState, LevelCounts, LevelMark, Ready, useLanguage } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWarnings } from '../app/queries';

const SHOWN = 5;

/** The project's open warnings, most severe first; each leads to its sheet. */
export function ProjectWarnings({ project }: { project: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = useWarnings({ project, open: 'true' });
  const list = `/warnings?project=${encodeURIComponent(project)}`;
  const items = query.data?.pages.flatMap((one) => one.items) ?? [];
  const worst = [...items].sort((a, b) => a.level - b.level || b.startedAt.localeCompare(a.startedAt)).slice(0, SHOWN);
  return (
    <Card
      className="e-span-6"
      title={t('project.openWarnings')}
      flush
      aside={(
        <LevelCounts counts={query.data?.pages[0]?.counts.byLevel ?? {}} link={(level, content, label) => <Link to={`${list}&level=${level}`} aria-label={label}>{content}</Link>} />
      )}
    >
      <Ready query={query} what={t('warnings.what')} rows={4}>
        {() => (worst.length === 0 ? <EmptyState title={t('project.noWarnings')} action={<Link to={`${list}&open=false`}>{t('project.allWarnings')}</Link>} /> : (
          <ul className="e-warning-lines">
            {worst.map((one) => (
              <li key={one.id}>
                <Link to={`/warnings/${encodeURIComponent(one.id)}`}>
                  <LevelMark level={one.level} blink={isUnacknowledged(one.handling)} />
                  <span className="e-warning-line-title">{language === 'en' ? one.titleEn : one.title}<small>{one.deviceName}</small></span>
                  <span className="e-muted">{t(`handling.${one.handling}`)}</span>
                  <Age time={one.startedAt} className="e-hint" />
                </Link>
              </li>
            ))}
            {items.length > SHOWN ? <li className="e-warning-more"><Link to={list}>{t('project.rowsMore', { count: items.length - SHOWN })}</Link></li> : null}
          </ul>
        ))}
      </Ready>
    </Card>
  );
}
