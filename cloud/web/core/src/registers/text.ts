import { formatTime, siteDay, type Language } from '../domain/age';
import { NO_VALUE } from '../domain/number';

/** Figures of records keep what was entered, grouped, up to four decimals. */
export function formatFigure(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? NO_VALUE : value.toLocaleString('en-US', { maximumFractionDigits: 4 });
}

/** Records live for years: an instant has its year, in site time. */
export function formatMoment(time: string, language: Language): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? NO_VALUE : `${siteDay(date)} ${formatTime(date, 'short', language)}`;
}
