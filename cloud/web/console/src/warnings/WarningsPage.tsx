import { LEVELS, type Handling, type Level, type WarningCounts } from '@edge/core';
import { Card, LevelShapeIcon, Page, Ready, usePhone } from '@edge/ui';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useWarnings } from '../app/queries';
import { Filter } from './Filter';
import { useWarningFilter, type FilterState } from './useWarningFilter';
import { WarningSheet } from './WarningSheet';
import { WarningTable } from './WarningTable';
import './warnings.css';

/** Counts on top, the list below; a warning opens beside the list and as a page from a link. */
export function WarningsPage() {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const filter = useWarningFilter();
  const query = useWarnings(filter.request);
  const counts = query.data?.pages[0]?.counts;
  const open = (id: string): void => {
    if (phone) void navigate(`/warnings/${encodeURIComponent(id)}`);
    else filter.set('id', id);
  };
  return (
    <Page title={t('warnings.title')} scope={<span>{t(filter.state.open ? 'warnings.open' : 'warnings.all')}</span>}>
      <Counts counts={counts} filter={filter} />
      <Filter filter={filter} />
      <Card flush label={t('warnings.what')}>
        <Ready query={query} what={t('warnings.what')} rows={8}>
          {(data) => (
            <WarningTable
              warnings={data.pages.flatMap((one) => one.items)} selected={filter.state.id} onOpen={open} filtered={filter.filtered} onClear={filter.clear}
              more={query.hasNextPage ? <Button loading={query.isFetchingNextPage} onClick={() => { void query.fetchNextPage(); }}>{t('warnings.more')}</Button> : null}
            />
          )}
        </Ready>
      </Card>
      <Drawer
        open={!phone && filter.state.id !== undefined} onClose={() => filter.set('id', undefined)} size={760} title={t('warnings.one')} destroyOnHidden
        extra={filter.state.id === undefined ? null : <Link to={`/warnings/${encodeURIComponent(filter.state.id)}`}>{t('warnings.openAsPage')}</Link>}
      >
        {filter.state.id === undefined ? null : <WarningSheet id={filter.state.id} />}
      </Drawer>
    </Page>
  );
}

const SHOWN: readonly Handling[] = ['new', 'pushed', 'acknowledged', 'assigned', 'disposing', 'replied', 'verified'];
const ENDED: readonly Handling[] = ['closed', 'falseAlarm'];

function Counts({ counts, filter }: { counts: WarningCounts | undefined; filter: FilterState }) {
  const { t } = useTranslation();
  const { state, set } = filter;
  const handlings = state.open ? SHOWN : [...SHOWN, ...ENDED];
  return (
    <div className="e-counts">
      <div className="e-counts-levels" role="group" aria-label={t('warnings.byLevel')}>
        {LEVELS.map((level: Level) => (
          <button
            key={level} type="button" className={`e-count e-level-${level}`} aria-pressed={state.level === level}
            onClick={() => set('level', state.level === level ? undefined : String(level))}
          >
            <span><LevelShapeIcon level={level} size={14} /> {t(`level.${level}`)}</span>
            <strong>{counts === undefined ? '–' : counts.byLevel[level] ?? 0}</strong>
          </button>
        ))}
      </div>
      <div className="e-counts-handling" role="group" aria-label={t('warnings.byHandling')}>
        {handlings.map((one) => (
          <button
            key={one} type="button" className="e-count e-count-small" aria-pressed={state.handling === one}
            onClick={() => set('handling', state.handling === one ? undefined : one)}
          >
            <span>{t(`handling.${one}`)}</span>
            <strong>{counts === undefined ? '–' : counts.byHandling[one] ?? 0}</strong>
          </button>
        ))}
      </div>
    </div>
  );
}
