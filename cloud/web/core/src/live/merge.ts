import type { Device, Gateway, Latest, PointValue, ProjectSummary, Warning } from '../api/types';
import type { LiveEvent } from './events';

/** Newer values replace older ones; a late value never moves a last value back. */
export function mergeLatest(latest: Latest, event: Extract<LiveEvent, { kind: 'latest' }>): Latest {
  const known = latest.devices.some((one) => one.device === event.device);
  const devices = known ? latest.devices : [...latest.devices, { device: event.device, state: 'online' as const, points: [] }];
  return {
    at: newest(latest.at, event.points),
    devices: devices.map((one) => (one.device === event.device ? { ...one, points: mergePoints(one.points, event.points) } : one)),
  };
}

function mergePoints(held: PointValue[], arrived: PointValue[]): PointValue[] {
  const byPoint = new Map(held.map((one) => [one.point, one]));
  for (const value of arrived) {
    const before = byPoint.get(value.point);
    if (before === undefined || Date.parse(value.time) >= Date.parse(before.time)) byPoint.set(value.point, value);
  }
  return [...byPoint.values()];
}

function newest(at: string, points: PointValue[]): string {
  return points.reduce((latest, one) => (Date.parse(one.time) > Date.parse(latest) ? one.time : latest), at);
}

export function mergeDeviceState(latest: Latest, event: Extract<LiveEvent, { kind: 'device' }>): Latest {
  return {
    ...latest,
    devices: latest.devices.map((one) => (one.device === event.device ? { ...one, state: event.state } : one)),
  };
}

export function mergeDevice(devices: Device[], event: Extract<LiveEvent, { kind: 'device' }>): Device[] {
  return devices.map((one) => (one.id === event.device
    ? { ...one, state: event.state, since: event.since ?? one.since, lastDataAt: event.lastDataAt ?? one.lastDataAt } : one));
}

export function mergeGateway(gateways: Gateway[], event: Extract<LiveEvent, { kind: 'gateway' }>): Gateway[] {
  return gateways.map((one) => (one.id === event.gateway
    ? { ...one, state: event.state, since: event.since ?? one.since, lastSeenAt: event.lastSeenAt ?? one.lastSeenAt } : one));
}

export function mergeProject(
  projects: ProjectSummary[], event: Extract<LiveEvent, { kind: 'project' }>): ProjectSummary[] {
  return projects.map((one) => (one.id === event.project.id ? { ...one, ...event.project } : one));
}

/** Takes the newer version of a record; an event that overtook our own answer changes nothing. */
export function newerWarning<T extends { version: number }>(held: T, arrived: Warning): boolean {
  return arrived.version > held.version;
}

export function mergeWarning(items: Warning[], arrived: Warning): Warning[] {
  return items.map((one) => (one.id === arrived.id && newerWarning(one, arrived) ? arrived : one));
}
