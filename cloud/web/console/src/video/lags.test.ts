import { expect, it } from 'vitest';
import { Lags } from './lags';

it('tells that the network is too slow only when the picture stood still three times in half a minute', () => {
  const lags = new Lags();
  for (const at of [0, 40_000, 50_000]) {
    lags.stopped(at);
    lags.moves(at + 500);
  }
  expect(lags.tooMany).toBe(false);
  lags.count(55_000);
  expect(lags.tooMany).toBe(true);
  lags.count(90_000);
  expect(lags.tooMany).toBe(false);
});

it('does not count a short hesitation', () => {
  const lags = new Lags();
  for (let at = 0; at < 10_000; at += 1_000) {
    lags.stopped(at);
    lags.moves(at + 300);
  }
  expect(lags.tooMany).toBe(false);
});
