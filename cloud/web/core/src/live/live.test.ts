import { describe, expect, it } from 'vitest';
import type { Latest, PointValue, Warning } from '../api/types';
import { LiveConnection, retryDelay, SILENCE_MS, type LiveStatus } from './connection';
import { readLive } from './events';
import { mergeDeviceState, mergeLatest, mergeWarning } from './merge';
import { EventParser, type ServerEvent } from './parser';

const TEXT = ': beat\n\nid: 7\nevent: latest\ndata: {"a":1,\ndata: "b":2}\n\nevent: counts\r\ndata: {}\r\n\r\ndata: x\n\n';

describe('the event parser', () => {
  it('reads the same events however the text is cut', () => {
    const whole = new EventParser().push(TEXT);
    expect(whole).toEqual([
      { event: 'latest', data: '{"a":1,\n"b":2}', id: '7' }, { event: 'counts', data: '{}', id: '7' }, { event: 'message', data: 'x', id: '7' },
    ]);
    for (let at = 1; at < TEXT.length; at++) {
      const parser = new EventParser();
      expect([...parser.push(TEXT.slice(0, at)), ...parser.push(TEXT.slice(at))]).toEqual(whole);
    }
  });

  it('holds back an event that has not ended', () => {
    expect(new EventParser().push('data: half\n')).toEqual([]);
  });
});

describe('live events', () => {
  const event = (name: string, data: string): ServerEvent => ({ event: name, data, id: undefined });

  it('drop what cannot be read or is not known', () => {
    expect(readLive(event('latest', '{'))).toBeUndefined();
    expect(readLive(event('latest', '{"device":1}'))).toBeUndefined();
    expect(readLive(event('weather', '{"device":"a"}'))).toBeUndefined();
    expect(readLive(event('counts', '[]'))).toBeUndefined();
  });

  it('are typed by their name', () => {
    expect(readLive(event('device', '{"device":"crane-1","state":"stale"}'))).toMatchObject({ kind: 'device', device: 'crane-1', state: 'stale' });
    expect(readLive(event('counts', '{"byLevel":{"1":2}}'))).toMatchObject({ kind: 'counts', byLevel: { 1: 2 } });
  });
});

const value = (point: string, time: string, number: number): PointValue =>
  ({ point, value: number, quality: 192, reason: 0, time, ageSeconds: 0, stale: false });

describe('merging', () => {
  const held: Latest = { at: '2026-11-23T01:00:00Z', devices: [{ device: 'a', state: 'online', points: [value('load', '2026-11-23T01:00:00Z', 1)] }] };

  it('replaces older values, adds new points and moves the time of the data', () => {
    const next = mergeLatest(held, { kind: 'latest', device: 'a', points: [value('load', '2026-11-23T01:00:02Z', 2), value('wind', '2026-11-23T01:00:01Z', 5)] });
    expect(next.at).toBe('2026-11-23T01:00:02Z');
    expect(next.devices[0]?.points.map((one) => one.value)).toEqual([2, 5]);
    expect(held.devices[0]?.points).toHaveLength(1);
  });

  it('never lets a late value move a last value back', () => {
    const next = mergeLatest(held, { kind: 'latest', device: 'a', points: [value('load', '2026-11-23T00:59:00Z', 9)] });
    expect(next.devices[0]?.points[0]?.value).toBe(1);
  });

  it('takes up a device that was not there', () => {
    expect(mergeLatest(held, { kind: 'latest', device: 'b', points: [value('load', '2026-11-23T01:00:00Z', 3)] }).devices).toHaveLength(2);
  });

  it('keeps the values of a device whose state changes', () => {
    const next = mergeDeviceState(held, { kind: 'device', device: 'a', state: 'stale' });
    expect(next.devices[0]).toMatchObject({ state: 'stale', points: held.devices[0]?.points });
  });

  it('keeps the newer version of a warning', () => {
    const warning = (version: number, level: 1 | 2) => ({ id: 'w', version, level }) as Warning;
    expect(mergeWarning([warning(3, 1)], warning(2, 2))[0]?.level).toBe(1);
    expect(mergeWarning([warning(3, 1)], warning(4, 2))[0]?.level).toBe(2);
  });
});

/** A clock that runs only when told. */
class Clock {
  private now = 0;
  private last = 0;
  private jobs = new Map<number, { at: number; run: () => void }>();
  random = () => 0.5;

  setTimeout = (run: () => void, milliseconds: number): number => {
    this.jobs.set(++this.last, { at: this.now + milliseconds, run });
    return this.last;
  };

  clearTimeout = (handle: number): void => { this.jobs.delete(handle); };

  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const [handle, job] of this.jobs) {
      if (job.at > this.now) continue;
      this.jobs.delete(handle);
      job.run();
    }
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

function rig(...answers: number[]) {
  const clock = new Clock();
  const lines: { stream: ReadableStreamDefaultController<Uint8Array>; headers: Headers; signal: AbortSignal }[] = [];
  const events: ServerEvent[] = [];
  const statuses: LiveStatus[] = [];
  const live = new LiveConnection({
    url: '/api/stream', clock, onEvent: (event) => events.push(event), onStatus: (next) => statuses.push(next),
    fetch: (_, init) => {
      const signal = init?.signal as AbortSignal;
      const body = new ReadableStream<Uint8Array>({
        start: (stream) => {
          lines.push({ stream, headers: new Headers(init?.headers), signal });
          signal.addEventListener('abort', () => stream.error(new DOMException('cut', 'AbortError')));
        },
      });
      return Promise.resolve(new Response(body, { status: answers.shift() ?? 200 }));
    },
  });
  return { clock, lines, events, statuses, live, send: (text: string) => lines.at(-1)?.stream.enqueue(new TextEncoder().encode(text)) };
}

describe('the live connection', () => {
  it('hands over events and resumes after the last one when the line breaks', async () => {
    const { clock, lines, events, statuses, live, send } = rig();
    live.start();
    await settle();
    send('id: 41\ndata: a\n\n');
    await settle();
    expect(events).toHaveLength(1);
    lines[0]?.stream.close();
    await settle();
    expect(statuses).toEqual(['connecting', 'open', 'waiting']);
    await clock.pass(1_000);
    expect(lines[1]?.headers.get('Last-Event-ID')).toBe('41');
    expect(statuses.at(-1)).toBe('open');
  });

  it('takes a silent line for dead, and a heartbeat for a sign of life', async () => {
    const { clock, lines, statuses, live, send } = rig();
    live.start();
    await settle();
    await clock.pass(SILENCE_MS - 1_000);
    send(': beat\n\n');
    await settle();
    await clock.pass(2_000);
    expect(statuses.at(-1)).toBe('open');
    await clock.pass(SILENCE_MS);
    expect(lines[0]?.signal.aborted).toBe(true);
    expect(statuses.at(-1)).toBe('waiting');
  });

  it('does not knock again where it was refused', async () => {
    const { clock, lines, statuses, live } = rig(401);
    live.start();
    await settle();
    await clock.pass(120_000);
    expect(statuses.at(-1)).toBe('refused');
    expect(lines).toHaveLength(1);
  });

  it('connects again after the refused one has signed in, and only then', async () => {
    const { lines, statuses, live } = rig(401);
    live.start();
    live.admitted();
    await settle();
    expect(lines).toHaveLength(1);
    live.admitted();
    await settle();
    expect(lines).toHaveLength(2);
    expect(statuses.at(-1)).toBe('open');
    live.admitted();
    await settle();
    expect(lines).toHaveLength(2);
  });

  it('tries at once when told that the network is back', async () => {
    const { lines, statuses, live } = rig();
    live.start();
    await settle();
    lines[0]?.stream.close();
    await settle();
    live.retryNow();
    await settle();
    expect(statuses.at(-1)).toBe('open');
    expect(lines).toHaveLength(2);
  });

  it('stays stopped', async () => {
    const { clock, lines, statuses, live } = rig();
    live.start();
    await settle();
    live.stop();
    await settle();
    await clock.pass(120_000);
    expect(lines).toHaveLength(1);
    expect(statuses.at(-1)).toBe('closed');
  });

  it('waits longer each time, up to half a minute, never all at the same moment', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map((attempt) => retryDelay(attempt, 0.5))).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
    expect(retryDelay(3, 0)).toBe(6000);
    expect(retryDelay(3, 1)).toBe(10000);
  });
});
