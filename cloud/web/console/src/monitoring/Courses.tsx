import { formatTime, gapsOf, REASONS, type PointCourse } from '@edge/core';
import { Curve, LEAST_GAP_MS, Ready, spacing, useLanguage, type ChartModel } from '@edge/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RangeBar } from '../devices/RangePicker';
import { useRange } from '../devices/useRange';
import { useCourses } from './queries';
import { useSpan } from './useSpan';

interface Props {
  id: string;
  /** Minutes between two measurements, by point. */
  every: Readonly<Record<string, number>>;
  item: (item: string) => string;
}

/** The course of every point, with its limits, its gaps told in words, and warnings as marks. */
export function Courses({ id, every, item }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const range = useRange();
  const query = useCourses(id, range.from, range.to);
  return (
    <div className="e-monitoring">
      <div className="e-filters"><RangeBar range={range} /></div>
      <Ready query={query} what={t('monitoring.courses')} rows={8}>
        {({ points, from, to }) => (
          <div className={`e-monitoring-courses${query.isPlaceholderData ? ' e-history-old' : ''}`}>
            {points.map((one) => (
              <Course
                key={one.id} course={one} from={Date.parse(from)} to={Date.parse(to)} minutes={every[one.id] ?? 10} label={`${one.code} ${item(one.item)}`}
                onZoom={range.setRange} onEvent={(warning) => { void navigate(`/warnings/${encodeURIComponent(warning)}`); }}
              />
            ))}
          </div>
        )}
      </Ready>
    </div>
  );
}

interface CourseProps {
  course: PointCourse;
  from: number;
  to: number;
  minutes: number;
  label: string;
  onZoom: (from: number, to: number) => void;
  onEvent: (warning: string) => void;
}

function Course({ course, from, to, minutes, label, onZoom, onEvent }: CourseProps) {
  const { t } = useTranslation();
  const gaps = useMemo(() => gapsOf(course.gaps, course.code, from, to), [course, from, to]);
  const model = useMemo<ChartModel>(() => ({
    unit: course.unit, from, to, series: [{ point: course.code, label, rows: course.rows }],
    thresholds: course.thresholds.filter((one) => one.compare === 'above' || course.rows.some((row) => (row[2] ?? row[1] ?? 0) < 0)).map((one) => ({ ...one, rule: t(one.level === 1 ? 'monitoring.alarmAt' : 'monitoring.warnAt') })),
    gaps, events: course.events, flag: false, averaged: !course.raw,
    widestGap: course.live ? Math.max(LEAST_GAP_MS, spacing(course.rows) * 3.5) : minutes * 2 * 60_000,
  }), [course, from, to, label, gaps, minutes, t]);
  return (
    <section aria-label={label}>
      <Curve model={model} height={200} onZoom={onZoom} onEvent={onEvent} />
      <Gaps gaps={gaps} />
    </section>
  );
}

function Gaps({ gaps }: { gaps: ReturnType<typeof gapsOf> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const span = useSpan();
  const longest = gaps.reduce<(typeof gaps)[number] | undefined>((worst, one) => (worst === undefined || one.to - one.from > worst.to - worst.from ? one : worst), undefined);
  if (longest === undefined) return <p className="e-monitoring-gaps e-hint">{t('monitoring.complete')}</p>;
  const name = longest.reason.charAt(0).toLowerCase() + longest.reason.slice(1);
  const known = REASONS.find((one) => one === name);
  return (
    <p className="e-monitoring-gaps e-verdict-stale">
      {t('monitoring.gaps', {
        count: gaps.length, total: span(gaps.reduce((sum, one) => sum + one.to - one.from, 0)), longest: span(longest.to - longest.from), from: formatTime(longest.from, 'minute', language),
        reason: known === undefined ? t('monitoring.noData') : t(`reason.${known}`),
      })}
    </p>
  );
}
