import { appendLive, type History, type PointValue } from '@edge/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '../app/client';

const HOUR_MS = 3_600_000;

/** The last hour of some points, read once a minute and grown in between by what the stream brings. */
export function useLiveHistory(project: string, device: string, points: readonly string[], latest: readonly (PointValue | undefined)[]) {
  const client = useQueryClient();
  const wanted = points.join(',');
  const key = useMemo(() => ['live-history', project, device, wanted], [project, device, wanted]);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => {
      const to = Date.now();
      return api.history(project, device, { points: wanted.split(','), from: new Date(to - HOUR_MS).toISOString(), to: new Date(to).toISOString(), buckets: 360 }, signal);
    },
    enabled: wanted !== '',
    refetchInterval: 60_000,
  });
  const newest = latest.map((one) => one?.time ?? '').join(',');
  useEffect(() => {
    client.setQueryData<History>(key, (held) => held && grow(held, latest));
    // The values change with their times; a new array of the same values is not news.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, key, newest]);
  return query;
}

function grow(history: History, latest: readonly (PointValue | undefined)[]): History {
  let to = Date.parse(history.to);
  const series = history.series.map((one) => {
    const reading = latest.find((value) => value?.point === one.point);
    const last = one.points.at(-1);
    // Between two reads a live value joins the curve at the curve's own pace, not at the stream's.
    if (reading === undefined || (last !== undefined && Date.parse(reading.time) - last[0] < history.bucketSeconds * 1000)) return one;
    const grown = appendLive(one, reading, Date.parse(history.from));
    if (grown !== one) to = Math.max(to, Date.parse(reading.time));
    return grown;
  });
  return to === Date.parse(history.to) ? history : { ...history, to: new Date(to).toISOString(), series };
}
