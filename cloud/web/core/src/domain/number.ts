/** The dash that stands where there is no value; a zero is written as a zero. */
export const NO_VALUE = '—';

/** Digits that a person can use: none above 1000, one above 100, two or three below. */
export function formatNumber(value: number | null | undefined, digits?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE;
  const places = digits ?? naturalDigits(value);
  const text = value.toLocaleString('en-US', { minimumFractionDigits: digits ?? 0, maximumFractionDigits: places });
  return Number(text) === 0 ? text.replace('-', '') : text;
}

function naturalDigits(value: number): number {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return 0;
  if (size >= 1000) return 0;
  if (size >= 100) return 1;
  if (size >= 1) return 2;
  return 3;
}

/** Fixed digits per unit, so that a changing figure does not jump in width. */
const UNIT_DIGITS: Record<string, number> = {
  t: 2, kN: 1, 'kN·m': 0, m: 1, mm: 2, '°': 2, deg: 2, 'm/s': 1, '%': 1, 'µg/m³': 0, 'ug/m3': 0, 'mg/m³': 3,
  dB: 1, 'dB(A)': 1, '℃': 1, '°C': 1, ppm: 1, '%LEL': 1, '%VOL': 1, hPa: 0, kPa: 1, kg: 0, 'mm/d': 2, '‰': 2, Hz: 0, s: 0,
};

export function formatValue(value: number | null | undefined, unit: string | undefined): string {
  // Without a unit it is a count or an identifier, which must not be grouped.
  if (unit === '' && Number.isInteger(value)) return String(value);
  return formatNumber(value, unit === undefined ? undefined : UNIT_DIGITS[unit]);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(2)} GB`;
}

export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return NO_VALUE;
  // 99.96 % must not read as 100 %: complete means complete.
  const floored = share >= 1 ? 100 : Math.floor(share * 1000) / 10;
  return `${floored.toFixed(share >= 1 ? 0 : 1)}%`;
}
