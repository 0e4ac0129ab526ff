import { nearestTurn } from '@edge/core';
import { useEffect, useRef, useState } from 'react';

/** An angle that keeps counting over full turns, so that easing to the next one takes the short way. */
export function useTurn(degrees: number): number {
  const [turn, setTurn] = useState(degrees);
  const next = nearestTurn(turn, degrees);
  if (next !== turn) setTurn(next);
  return next;
}

const KEPT_MS = 5 * 60_000;

/** The bearings that the jib has passed in the last five minutes, from the data alone. */
export function useSlewed(degrees: number | null, time: string | undefined): [number, number] | undefined {
  const seen = useRef<{ at: number; degrees: number }[]>([]);
  const [sector, setSector] = useState<[number, number]>();
  useEffect(() => {
    if (degrees === null || time === undefined) return;
    const at = Date.parse(time);
    seen.current = [...seen.current.filter((one) => at - one.at < KEPT_MS && one.at < at), { at, degrees }];
    const all = seen.current.map((one) => one.degrees);
    setSector([Math.min(...all), Math.max(...all)]);
  }, [degrees, time]);
  return sector;
}
