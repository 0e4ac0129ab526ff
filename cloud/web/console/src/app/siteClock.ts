import { formatTime, siteDay } from '@edge/core';
import dayjs, { type Dayjs } from 'dayjs';

/** China keeps one offset all year. */
const SITE_OFFSET = '+08:00';

/** A picker shows site time whatever the zone of the browser: its wall clock is set to the site's. */
export function toPicker(time: string | number): Dayjs {
  return dayjs(`${siteDay(new Date(time))}T${formatTime(time, 'clock', 'en')}`);
}

/** The instant that a picker's wall clock means on site. */
export function fromPicker(shown: Dayjs): number {
  return Date.parse(`${shown.format('YYYY-MM-DDTHH:mm:ss')}${SITE_OFFSET}`);
}
