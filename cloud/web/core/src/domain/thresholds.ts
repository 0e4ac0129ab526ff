import type { HistoryThreshold, Level, ProjectRule } from '../api/types';

/** Thresholds in force for a device's points that compare the plain value, with project and device overrides applied. */
export function thresholdsOf(rules: readonly ProjectRule[], sensorType: string, device: string): HistoryThreshold[] {
  const found: HistoryThreshold[] = [];
  for (const { rule, overrides, disabled } of rules) {
    const { measure } = rule;
    const plain = ['last', 'mean', 'max', 'min', 'leq'].includes(measure.aggregate) && !measure.relativeTo;
    const off = disabled === true || overrides.some((one) => one.deviceId === device && one.level === 0 && one.disabled);
    if (rule.sensorType !== sensorType || !plain || off) continue;
    for (const level of rule.levels) {
      const own = overrides.find((one) => one.deviceId === device && one.level === level.level);
      if (own?.disabled === true) continue;
      found.push({
        point: measure.point, level: level.level, compare: level.compare,
        value: own?.threshold ?? level.threshold, source: own?.reason ?? level.source ?? rule.source,
      });
    }
  }
  return found;
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
