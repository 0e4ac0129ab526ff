import type { Profile, ProfilePoint } from '../api/types';
import type { Language } from './age';

/** Ids of Telemetry.Model's sensor types that have a panel of their own. */
export const SENSOR = {
  crane: 'tower-crane',
  hoist: 'builders-hoist',
  dust: 'dust-station',
  formwork: 'high-formwork',
  pit: 'foundation-pit',
  gases: 'site-environment',
  gpio: 'gpio-panel',
  camera: 'site-camera',
} as const;

/** Points that a panel draws as curves, in the order in which people ask for them. */
export const CURVES: Record<string, readonly string[]> = {
  [SENSOR.crane]: ['moment-ratio', 'load', 'wind-speed', 'radius'],
  [SENSOR.hoist]: ['load', 'speed', 'height'],
  [SENSOR.dust]: ['pm10', 'pm25', 'tsp', 'noise'],
  [SENSOR.formwork]: ['axial-force', 'settlement', 'horizontal-displacement', 'tilt'],
  [SENSOR.pit]: ['top-horizontal', 'strut-force', 'water-level-change', 'ground-settlement'],
  [SENSOR.gases]: ['co', 'h2s', 'o2', 'lel'],
  [SENSOR.gpio]: ['siren', 'emergency-stop'],
  [SENSOR.camera]: ['no-helmet', 'no-vest', 'people', 'stream-down'],
};

const INCLINOMETER = /^deep-horizontal-(\d+)$/;

/** 1-based place of an inclinometer point from the top, or undefined for any other point. */
export function depthIndex(point: string): number | undefined {
  const match = INCLINOMETER.exec(point);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

export interface PointInfo {
  id: string;
  label: string;
  unit: string;
  min: number | undefined;
  max: number | undefined;
  flag: boolean;
  writable: boolean;
}

/** Labels and units of a device's points, from its profile; an unknown point keeps its id. */
export class PointCatalogue {
  private readonly profiles: ReadonlyMap<string, ReadonlyMap<string, ProfilePoint>>;
  private readonly language: Language;

  constructor(profiles: readonly Profile[], language: Language) {
    this.profiles = new Map(profiles.map((one) => [one.id, new Map(one.points.map((point) => [point.id, point]))]));
    this.language = language;
  }

  find(profile: string, point: string): PointInfo {
    const found = this.profiles.get(profile)?.get(point);
    return found === undefined
      ? { id: point, label: point, unit: '', min: undefined, max: undefined, flag: false, writable: false }
      : infoOf(found, this.language);
  }

  all(profile: string): PointInfo[] {
    return [...(this.profiles.get(profile)?.values() ?? [])].map((point) => infoOf(point, this.language));
  }
}

function infoOf(point: ProfilePoint, language: Language): PointInfo {
  return {
    id: point.id,
    label: language === 'zh' ? point.label : capital(point.labelEn),
    unit: point.unit,
    min: point.min ?? undefined,
    max: point.max ?? undefined,
    flag: point.flag,
    writable: point.access !== 'r',
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
