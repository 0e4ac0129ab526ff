/** Site time. The server speaks UTC; people on site speak Beijing time. */
export const SITE_ZONE = 'Asia/Shanghai';
export type Language = 'zh' | 'en';

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-CA' };

export interface Age {
  count: number;
  unit: 'now' | 'second' | 'minute' | 'hour' | 'day';
}

/** How old, in the largest whole unit that still tells something: 12 s, 3 min, 5 h, 2 d. */
export function ageOf(milliseconds: number): Age {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 3) return { count: 0, unit: 'now' };
  if (seconds < 60) return { count: seconds, unit: 'second' };
  if (seconds < 3600) return { count: Math.floor(seconds / 60), unit: 'minute' };
  if (seconds < 48 * 3600) return { count: Math.floor(seconds / 3600), unit: 'hour' };
  return { count: Math.floor(seconds / 86400), unit: 'day' };
}

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language], { timeZone: SITE_ZONE, hourCycle: 'h23', ...options });
}

type Style = 'exact' | 'minute' | 'clock' | 'day' | 'short';
const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  exact: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minute: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
  short: { hour: '2-digit', minute: '2-digit' },
};
const cache = new Map<string, Intl.DateTimeFormat>();

export function formatTime(time: string | number | Date, style: Style, language: Language): string {
  const key = `${language}/${style}`;
  let format = cache.get(key);
  if (format === undefined) {
    format = formatter(language, STYLES[style]);
    cache.set(key, format);
  }
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '—' : format.format(date);
}

/** The site's calendar day of an instant, as the contract writes days: 2026-11-23. */
export function siteDay(time: number | Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: SITE_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(time);
}
