import { BellOutlined } from '@ant-design/icons';
import { totalOf, type Level } from '@edge/core';
import { LevelCounts, usePhone } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCounts } from '../app/queries';

/** Open warnings by level, always in sight; each figure leads to its list. */
export function Bell() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { data } = useCounts();
  const counts = data?.byLevel ?? {};
  const total = totalOf(counts);
  return (
    <div className="e-bell">
      <Link to="/warnings" className="e-bell-icon" aria-label={t('top.bell', { count: total })} title={t('top.bell', { count: total })}>
        <BellOutlined />
      </Link>
      {data === undefined ? null : (
        <LevelCounts
          counts={counts}
          hideZero={phone}
          link={(level: Level, content, label) => <Link to={`/warnings?level=${level}`} aria-label={label}>{content}</Link>}
        />
      )}
    </div>
  );
}
