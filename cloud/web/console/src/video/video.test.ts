import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PlayClock } from './playClock';
import { codecOf } from './recordedPlayer';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

it('runs at its rate and stands while it is paused', () => {
  const clock = new PlayClock(1_000_000);
  clock.play();
  vi.advanceTimersByTime(2_000);
  clock.setRate(4);
  vi.advanceTimersByTime(1_000);
  clock.pause();
  vi.advanceTimersByTime(5_000);
  expect(clock.now).toBe(1_006_000);
});

it('waits for a picture without data, and loses no time of the others by it', () => {
  const clock = new PlayClock(0);
  clock.play();
  vi.advanceTimersByTime(1_000);
  clock.wait('camera-1', true);
  clock.wait('camera-2', true);
  vi.advanceTimersByTime(3_000);
  clock.wait('camera-1', false);
  vi.advanceTimersByTime(1_000);
  expect(clock.now).toBe(1_000);
  clock.wait('camera-2', false);
  vi.advanceTimersByTime(500);
  expect(clock.now).toBe(1_500);
});

it('goes where it is sent, playing or not', () => {
  const clock = new PlayClock(0);
  let told = 0;
  const end = clock.listen(() => { told += 1; });
  clock.seek(60_000);
  expect(clock.now).toBe(60_000);
  clock.play();
  clock.seek(10_000);
  vi.advanceTimersByTime(1_000);
  expect(clock.now).toBe(11_000);
  expect(told).toBe(3);
  end();
});

it('reads the codec out of the beginning of a file', () => {
  const bytes = (name: string, ...rest: number[]): Uint8Array => new Uint8Array([0, 0, 0, 40, ...[...name].map((one) => one.charCodeAt(0)), ...rest, ...Array<number>(24).fill(0)]);
  expect(codecOf(bytes('avcC', 1, 0x64, 0x00, 0x1f))).toBe('avc1.64001f');
  expect(codecOf(bytes('hvcC', 1, 0x01, 0x60, 0, 0, 0, 0x90, 0, 0, 0, 0, 0, 93))).toBe('hev1.1.6.L93.B0');
});
