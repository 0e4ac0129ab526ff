import type { Device, HistoryThreshold, Level, ProjectRule, RuleLevel, SensorType, Warning } from '../api/types';
import { formatTime, type Language } from './age';
import { sourceOf } from './project';

/** Sizes in the base unit of their dimension: enough to set a parameter against a point of another unit. */
const FACTORS: Record<string, [dimension: string, factor: number]> = {
  m: ['length', 1], mm: ['length', 0.001], t: ['mass', 1000], kg: ['mass', 1], 'µg/m³': ['concentration', 0.001], 'mg/m³': ['concentration', 1],
  '1': ['ratio', 1], '%': ['ratio', 0.01], '‰': ['ratio', 0.001],
};

/** What a value in one unit is multiplied with to be in another; undefined when they do not convert. */
export function unitFactor(from: string, to: string): number | undefined {
  if (from === to) return 1;
  const [source, target] = [FACTORS[from], FACTORS[to]];
  return source === undefined || target === undefined || source[0] !== target[0] ? undefined : source[1] / target[1];
}

export interface ThresholdQuestion {
  rules: readonly ProjectRule[];
  types: readonly SensorType[];
  device: Pick<Device, 'id' | 'sensorType' | 'parameters'>;
  language: Language;
  /** Only thresholds in force at this instant (night noise); without it all, with their hours. */
  at?: number;
}

const PLAIN = ['last', 'mean', 'max', 'min', 'leq'];

/** Thresholds on the plain value of a device's points, in the points' units, the project's and the device's overrides applied. */
export function thresholdsOf({ rules, types, device, language, at }: ThresholdQuestion): HistoryThreshold[] {
  const type = types.find((one) => one.id === device.sensorType);
  const found: HistoryThreshold[] = [];
  for (const { rule, overrides, disabled } of rules) {
    const own = overrides.filter((one) => one.deviceId === device.id);
    const off = disabled || own.some((one) => one.level === 0 && one.disabled);
    if (rule.sensorType !== device.sensorType || !PLAIN.includes(rule.measure.aggregate) || off) continue;
    for (const level of rule.levels) {
      const changed = own.find((one) => one.level === level.level);
      if (changed?.disabled === true || (at !== undefined && !inForce(level, at))) continue;
      const value = plainValue(changed?.threshold ?? level.threshold, level.unit, rule.measure.relativeTo, rule.measure.point, device, type);
      if (value === undefined) continue;
      const hours = at === undefined && level.from && level.to ? ` ${level.from}–${level.to}` : '';
      const limit: HistoryThreshold = {
        point: rule.measure.point, level: level.level, compare: level.compare, value, source: changed?.reason ?? sourceOf(language, level, rule) ?? null,
        rule: (language === 'en' ? rule.titleEn : rule.title) + hours, limited: hours !== '',
      };
      found.push(limit);
      // Of an amount without its sign, the same distance counts on the other side of zero.
      if (rule.measure.absolute && level.compare === 'above') found.push({ ...limit, compare: 'below', value: -value });
    }
  }
  return found;
}

function plainValue(
  threshold: number, unit: string, relativeTo: string | null | undefined, point: string, device: ThresholdQuestion['device'], type: SensorType | undefined): number | undefined {
  const pointUnit = type?.points.find((one) => one.id === point)?.unit ?? unit;
  if (!relativeTo) {
    const factor = unitFactor(unit, pointUnit);
    return factor === undefined ? undefined : threshold * factor;
  }
  const parameter = device.parameters[relativeTo];
  const share = unitFactor(unit, '1');
  const factor = unitFactor(type?.parameters.find((one) => one.id === relativeTo)?.unit ?? pointUnit, pointUnit);
  return parameter === undefined || share === undefined || factor === undefined ? undefined : round(parameter * factor * threshold * share);
}

/** 20 mm, not 20.000000000000004. */
function round(value: number): number {
  return Number(value.toPrecision(9));
}

/** True when a time-limited level applies at an instant; its hours may run over midnight. */
function inForce(level: RuleLevel, at: number): boolean {
  if (!level.from || !level.to) return true;
  const now = formatTime(at, 'short', 'zh');
  const [from, to] = [level.from.slice(0, 5), level.to.slice(0, 5)];
  return from <= to ? now >= from && now < to : now >= from || now < to;
}

/** The most severe level that a value has reached, by the closed comparisons of the standards. */
export function levelReached(value: number, thresholds: readonly HistoryThreshold[]): Level | undefined {
  let worst: Level | undefined;
  for (const one of thresholds) {
    const reached = one.compare === 'above' ? value >= one.value : value <= one.value;
    if (reached && (worst === undefined || one.level < worst)) worst = one.level;
  }
  return worst;
}

/** The level of the worst condition that is active on a point: what a part in warning is coloured by. */
export function activeLevel(warnings: readonly Warning[], device: string, point: string): Level | undefined {
  let worst: Level | undefined;
  for (const one of warnings) {
    if (one.device !== device || one.point !== point || one.condition !== 'active') continue;
    if (worst === undefined || one.level < worst) worst = one.level;
  }
  return worst;
}
