import type { ByLevel, DeviceState, GatewayState, PointValue, ProjectSummary, Warning } from '../api/types';
import type { ServerEvent } from './parser';

export type LiveEvent =
  | { kind: 'latest'; device: string; points: PointValue[] }
  | { kind: 'device'; device: string; state: DeviceState; since?: string; lastDataAt?: string }
  | { kind: 'gateway'; gateway: string; state: GatewayState; since?: string; lastSeenAt?: string }
  | { kind: 'warning'; warning: Warning }
  | { kind: 'counts'; byLevel: ByLevel; project?: string }
  | { kind: 'reset' }
  | { kind: 'project'; project: Partial<ProjectSummary> & { id: string } };

type Fields = Record<string, unknown>;

/** A typed event, or undefined for one that this version does not know or cannot read. */
export function readLive(raw: ServerEvent): LiveEvent | undefined {
  const body = parse(raw.data);
  if (body === undefined) return undefined;
  switch (raw.event) {
    case 'latest':
      return typeof body['device'] === 'string' && Array.isArray(body['points'])
        ? { kind: 'latest', device: body['device'], points: body['points'] as PointValue[] } : undefined;
    case 'device': {
      const id = text(body, 'device') ?? text(body, 'id');
      return id === undefined ? undefined : {
        kind: 'device', device: id, state: body['state'] as DeviceState,
        since: text(body, 'since'), lastDataAt: text(body, 'lastDataAt'),
      };
    }
    case 'gateway': {
      const id = text(body, 'gateway') ?? text(body, 'id');
      return id === undefined ? undefined : {
        kind: 'gateway', gateway: id, state: body['state'] as GatewayState,
        since: text(body, 'since'), lastSeenAt: text(body, 'lastSeenAt'),
      };
    }
    case 'warning':
      return typeof body['id'] === 'string' ? { kind: 'warning', warning: body as unknown as Warning } : undefined;
    case 'counts':
      return typeof body['byLevel'] === 'object' && body['byLevel'] !== null
        ? { kind: 'counts', byLevel: body['byLevel'] as ByLevel, project: text(body, 'project') } : undefined;
    case 'project':
      return typeof body['id'] === 'string'
        ? { kind: 'project', project: body as unknown as Partial<ProjectSummary> & { id: string } } : undefined;
    case 'reset':
      return { kind: 'reset' };
    default:
      return undefined;
  }
}

function parse(data: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

function text(body: Fields, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}
