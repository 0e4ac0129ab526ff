import { describe, expect, it } from 'vitest';
import type {
  Device, HistoryThreshold, PointValue, ProjectRule, RuleDefinition, RuleOverride, SensorType, Series, SeriesRow, Warning,
} from '../api/types';
import { ageOf, formatTime, siteDay } from './age';
import { craneShape, nearestTurn, neighboursOf, polar, scaleBar } from './crane';
import { addCounts, LEVEL_SHAPES, totalOf, worstLevel } from './level';
import { within } from './liaoning';
import { clusterMarks, fitView, toGround, toScreen, zoomAt } from './map';
import { formatNumber, formatShare, formatValue } from './number';
import { depthIndex } from './points';
import { shownAs } from './quality';
import { appendLive, bandsOf, breakGaps, extentOf, gapsOf } from './series';
import { activeLevel, levelReached, thresholdsOf } from './thresholds';
import { actionsFor, HANDLINGS } from './warning';

const limit = (level: 1 | 2 | 3 | 4, value: number, compare: 'above' | 'below' = 'above'): HistoryThreshold => ({ point: 'p', level, compare, value, source: 's' });

describe('ages', () => {
  it.each([[0, 'now', 0], [2_999, 'now', 0], [59_000, 'second', 59], [60_000, 'minute', 1], [3_599_999, 'minute', 59], [47 * 3_600_000, 'hour', 47], [48 * 3_600_000, 'day', 2], [-5_000, 'now', 0]] as const)(
    '%i ms is %s %i', (milliseconds, unit, count) => expect(ageOf(milliseconds)).toEqual({ unit, count }));

  it('are told in site time, whatever the zone of the browser', () => {
    expect(formatTime('2026-11-22T17:30:05Z', 'exact', 'zh')).toBe('2026/11/23 01:30:05');
    expect(formatTime('2026-11-22T16:00:00Z', 'short', 'en')).toBe('00:00');
    expect(siteDay(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
    expect(formatTime('nonsense', 'exact', 'zh')).toBe('—');
  });
});

describe('levels', () => {
  it('each have a shape of their own', () => expect(new Set(Object.values(LEVEL_SHAPES)).size).toBe(4));

  it('count and rank', () => {
    expect(worstLevel({ 1: 0, 2: 3, 4: 1 })).toBe(2);
    expect(worstLevel({})).toBeUndefined();
    expect(totalOf(addCounts([{ 1: 1 }, { 1: 2, 4: 3 }]))).toBe(6);
  });
});

describe('numbers', () => {
  it('write a zero as a zero and nothing as a dash', () => {
    expect(formatValue(0, 't')).toBe('0.00');
    expect(formatValue(null, 't')).toBe('—');
    expect(formatNumber(Number.NaN)).toBe('—');
    expect(formatNumber(-0.0001, 2)).toBe('0.00');
    expect(formatNumber(1234.5, 1)).toBe('1,234.5');
  });

  it('never round an incomplete day up to complete', () => {
    expect(formatShare(0.99999)).toBe('99.9%');
    expect(formatShare(1)).toBe('100%');
  });
});

describe('what a value may be read as', () => {
  const point = (over: Partial<PointValue>): PointValue => ({ point: 'p', value: 0, quality: 192, reason: 0, time: '', ageSeconds: 0, stale: false, ...over });

  it('tells a zero from stale, invalid, offline and never', () => {
    expect(shownAs(point({}), 'online')).toBe('good');
    expect(shownAs(point({ quality: 64 }), 'online')).toBe('uncertain');
    expect(shownAs(point({ stale: true }), 'online')).toBe('stale');
    expect(shownAs(point({}), 'stale')).toBe('stale');
    expect(shownAs(point({ value: null }), 'online')).toBe('bad');
    expect(shownAs(point({ quality: 0 }), 'online')).toBe('bad');
    expect(shownAs(point({}), 'offline')).toBe('offline');
    expect(shownAs(undefined, 'online')).toBe('never');
  });
});

describe('curves', () => {
  const rows: SeriesRow[] = [[0, 1], [10, 2], [100, 3], [110, null], [300, 4]];

  it('break at every gap, and only there', () => {
    expect(breakGaps(rows, 30).map((row) => row[1])).toEqual([1, 2, null, 3, null, 4]);
    expect(breakGaps(rows, 1000)).toEqual(rows);
  });

  it('grow by live readings, not by late or doubtful ones', () => {
    const series: Series = { point: 'p', unit: '', points: [[1000, 1], [2000, 2]] };
    const reading = (time: number, over: Partial<PointValue> = {}): PointValue => ({ point: 'p', value: 5, quality: 192, reason: 0, time: new Date(time).toISOString(), ageSeconds: 0, stale: false, ...over });
    expect(appendLive(series, reading(3000), 1500).points).toEqual([[2000, 2], [3000, 5, 5, 5]]);
    expect(appendLive(series, reading(2000), 0)).toBe(series);
    expect(appendLive(series, reading(3000, { quality: 64 }), 0)).toBe(series);
    expect(appendLive(series, reading(3000, { value: null }), 0)).toBe(series);
  });

  it('show gaps of their own point, clipped to what is seen', () => {
    const gaps = [{ point: 'p', from: new Date(0).toISOString(), to: new Date(500).toISOString(), reason: 'NoData' }, { point: 'other', from: new Date(0).toISOString(), to: new Date(900).toISOString(), reason: 'noAnswer' }];
    expect(gapsOf(gaps, 'p', 200, 400)).toEqual([{ from: 200, to: 400, reason: 'NoData' }]);
    expect(gapsOf(gaps, 'p', 600, 900)).toEqual([]);
  });

  it('tint from each threshold to the next more severe one', () => {
    expect(bandsOf([limit(1, 110), limit(3, 90)], 0, 120).map((band) => [band.from, band.to])).toEqual([[90, 110], [110, 120]]);
    expect(bandsOf([limit(1, 18, 'below')], 10, 25).map((band) => [band.from, band.to])).toEqual([[10, 18]]);
    expect(bandsOf([limit(1, 500)], 0, 100)).toEqual([]);
  });

  it('keep the next threshold ahead in sight', () => {
    const [low, high] = extentOf([[0, 40], [1, 50]], [limit(3, 90), limit(1, 110)]);
    expect(low).toBeLessThanOrEqual(40);
    expect(high).toBeGreaterThan(90);
    expect(high).toBeLessThan(110);
    const flat = extentOf([[0, 5], [1, 5]], []);
    expect(flat[1]).toBeGreaterThan(flat[0]);
  });
});

describe('thresholds in force', () => {
  const level = (at: 1 | 3, threshold: number, unit: string, over: object = {}) => ({ level: at, compare: 'above' as const, threshold, unit, hold: 0, clearHold: 0, repeat: 1, ...over });
  const rule = (point: string, levels: ReturnType<typeof level>[], measure: object = {}, overrides: Partial<RuleOverride>[] = []): ProjectRule => {
    const definition: RuleDefinition = {
      id: 'r', sensorType: 'pit', title: '规则', titleEn: 'Rule', source: '标准', levels,
      measure: { point, aggregate: 'last', window: 0, per: 1, coverage: 0, absolute: false, ...measure },
    };
    return { rule: definition, original: definition, disabled: false, overrides: overrides as RuleOverride[], history: [] };
  };
  const types: SensorType[] = [{
    id: 'pit', label: '', labelEn: '', source: '', parameters: [{ id: 'depth', label: '', labelEn: '', unit: 'm', min: 0, max: 100 }],
    points: [{ id: 'top', label: '', labelEn: '', unit: 'mm', min: 0, max: 1, access: 'r', flag: false }],
  }];
  const ask = (rules: ProjectRule[], id = 'd', at?: number) =>
    thresholdsOf({ rules, types, device: { id, sensorType: 'pit', parameters: { depth: 10 } }, language: 'zh', at });

  it('take a device of its own over the project', () => {
    const one = rule('top', [level(3, 100, 'mm'), level(1, 250, 'mm')], {}, [
      { deviceId: 'a', level: 3, threshold: 120, reason: '校核', disabled: false }, { deviceId: 'b', level: 1, threshold: 0, reason: '', disabled: true }, { deviceId: 'c', level: 0, disabled: true },
    ]);
    expect(ask([one], 'a').map((each) => [each.value, each.source])).toEqual([[120, '校核'], [250, '标准']]);
    expect(ask([one], 'b').map((each) => each.level)).toEqual([3]);
    expect(ask([one], 'c')).toEqual([]);
    expect(ask([{ ...one, disabled: true }], 'a')).toEqual([]);
  });

  it('turn a share of a parameter into the unit of the point', () => {
    expect(ask([rule('top', [level(1, 0.2, '%')], { relativeTo: 'depth' })])[0]?.value).toBe(20);
    expect(ask([rule('top', [level(1, 0.2, '%')], { relativeTo: 'unknown' })])).toEqual([]);
    expect(ask([rule('top', [level(1, 0.02, 'm')])])[0]?.value).toBe(20);
  });

  it('stand on both sides of zero for an amount without its sign', () => {
    expect(ask([rule('top', [level(1, 8, 'mm')], { absolute: true })]).map((one) => [one.compare, one.value])).toEqual([['above', 8], ['below', -8]]);
    expect(extentOf([[0, 0.1], [1, 0.4]], [limit(1, 8), limit(1, -8, 'below')])[0]).toBeGreaterThan(-1);
  });

  it('leave out measures that are not the value itself', () => expect(ask([rule('top', [level(1, 3, 'mm/d')], { aggregate: 'rate' })])).toEqual([]));

  it('apply in their hours, over midnight too', () => {
    const night = rule('top', [level(1, 55, 'mm', { from: '22:00', to: '06:00' })]);
    expect(ask([night], 'd', Date.parse('2026-11-23T11:33:00Z'))).toEqual([]);
    expect(ask([night], 'd', Date.parse('2026-11-23T18:00:00Z'))).toHaveLength(1);
    expect(ask([night])[0]).toMatchObject({ limited: true, rule: '规则 22:00–06:00' });
  });

  it('are reached by equality', () => {
    expect(levelReached(90, [limit(3, 90), limit(1, 110)])).toBe(3);
    expect(levelReached(115, [limit(3, 90), limit(1, 110)])).toBe(1);
    expect(levelReached(19.5, [limit(1, 19.5, 'below')])).toBe(1);
    expect(levelReached(89.9, [limit(3, 90)])).toBeUndefined();
  });

  it('colour a part by its worst active warning only', () => {
    const warning = (level: 1 | 3, condition: 'active' | 'recovered') => ({ device: 'd', point: 'p', level, condition }) as Warning;
    expect(activeLevel([warning(3, 'active'), warning(1, 'recovered')], 'd', 'p')).toBe(3);
    expect(activeLevel([warning(3, 'active')], 'd', 'q')).toBeUndefined();
  });
});

describe('the crane', () => {
  const crane = (id: string, x: number, y: number): Device => ({ id, name: id, gateway: 'g', profile: 'p', sensorType: 'tower-crane', address: '', unit: null, stationId: null, since: null, lastDataAt: null, state: 'online', parameters: { 'jib-length': 50, 'position-x': x, 'position-y': y } });

  it('finds neighbours whose sweep overlaps', () => {
    const found = neighboursOf(crane('a', 0, 0), [crane('a', 0, 0), crane('b', 60, 30), crane('c', 300, 0)]);
    expect(found.map((one) => [one.id, one.overlaps])).toEqual([['b', true], ['c', false]]);
    expect([found[0]?.dx, found[0]?.dy]).toEqual([60, -30]);
  });

  it('says when its jib is assumed', () => {
    expect(craneShape({}).stated).toBe(false);
    expect(craneShape({ 'jib-length': 44 })).toMatchObject({ jib: 44, stated: true });
  });

  it('turns clockwise from north and takes the short way', () => {
    const [east, south] = polar(0, 0, 10, 90);
    expect(east).toBeCloseTo(10);
    expect(south).toBeCloseTo(0);
    expect(nearestTurn(350, 10)).toBe(370);
    expect(nearestTurn(-5, 355)).toBe(-5);
    expect(scaleBar(130)).toBe(20);
  });
});

describe('the map', () => {
  it('goes to the screen and back', () => {
    const view = { longitude: 123, latitude: 41, scale: 300 };
    const [x, y] = toScreen(view, { longitude: 123.4, latitude: 41.8 }, 800, 600);
    const back = toGround(view, x, y, 800, 600);
    expect(back.longitude).toBeCloseTo(123.4);
    expect(back.latitude).toBeCloseTo(41.8);
  });

  it('keeps the ground under the pointer while zooming', () => {
    const view = { longitude: 123, latitude: 41, scale: 300 };
    const before = toGround(view, 100, 80, 800, 600);
    const after = toGround(zoomAt(view, 2, 100, 80, 800, 600), 100, 80, 800, 600);
    expect(after.longitude).toBeCloseTo(before.longitude);
    expect(after.latitude).toBeCloseTo(before.latitude);
  });

  it('shows all places and joins marks that would cover each other', () => {
    const places = [{ longitude: 120, latitude: 39 }, { longitude: 124, latitude: 43 }];
    const view = fitView(places, 800, 600, 40);
    for (const one of places) {
      const [x, y] = toScreen(view, one, 800, 600);
      expect(x).toBeGreaterThan(0);
      expect(y).toBeGreaterThan(0);
      expect(x).toBeLessThan(800);
      expect(y).toBeLessThan(600);
    }
    expect(clusterMarks([{ x: 0, y: 0, item: 1 }, { x: 5, y: 5, item: 2 }, { x: 99, y: 0, item: 3 }], 20).map((one) => one.members)).toEqual([[1, 2], [3]]);
  });

  it('knows which area a division lies in', () => {
    expect(within('210112', '210100')).toBe(true);
    expect(within('210213', '210100')).toBe(false);
    expect(within('210213', '')).toBe(true);
    expect(within('211002', '211000')).toBe(true);
  });
});

describe('handling', () => {
  it('offers something in every state, and closes nothing that still holds', () => {
    for (const one of HANDLINGS) expect(actionsFor(one, 'active').length).toBeGreaterThan(0);
    expect(actionsFor('acknowledged', 'active')).not.toContain('close');
    expect(actionsFor('acknowledged', 'recovered')).toContain('close');
  });
});

it('inclinometer points are numbered from the top', () => {
  expect(depthIndex('deep-horizontal-07')).toBe(7);
  expect(depthIndex('top-horizontal')).toBeUndefined();
});
