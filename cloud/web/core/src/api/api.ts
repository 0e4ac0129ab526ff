import type { HttpClient } from './http';
import type {
  ActionBody, Chain, CommandResult, DeliveryDay, Device, DeviceDraft, DeviceTest, EnrolmentCode, Evidence, Explanation, Gateway,
  History, Latest, Page, Profile, ProjectDetail, ProjectRule, ProjectSummary, OverrideDraft, SensorType, Session,
  Warning, WarningAction, WarningDetail, WarningPage,
} from './types';

export interface WarningFilter {
  project?: string;
  level?: readonly number[];
  handling?: string;
  condition?: string;
  sensorType?: string;
  /** 'true' open ones (the default), 'false' ended ones, 'all' both. */
  open?: 'true' | 'false' | 'all';
  from?: string;
  to?: string;
  q?: string;
  cursor?: string;
  limit?: number;
}

export interface HistoryQuery {
  points: readonly string[];
  from: string;
  to: string;
  buckets?: number;
}

type Listed<T> = Page<T> | T[];

/** Lists that cannot grow may come bare or as a page. */
export function itemsOf<T>(answer: Listed<T>): T[] {
  return Array.isArray(answer) ? answer : answer.items;
}

const id = encodeURIComponent;
const project = (p: string): string => `/api/projects/${id(p)}`;

/** Every call of the contract that the console makes. */
export function createApi(http: HttpClient) {
  const list = async <T>(path: string, signal?: AbortSignal): Promise<T[]> =>
    itemsOf(await http.get<Listed<T>>(path, { signal }));
  return {
    session: (signal?: AbortSignal) => http.get<Session>('/api/session', { signal }),
    signOut: () => http.send<void>('DELETE', '/api/session'),

    projects: (signal?: AbortSignal) => list<ProjectSummary>('/api/projects', signal),
    project: (p: string, signal?: AbortSignal) => http.get<ProjectDetail>(project(p), { signal }),
    gateways: (p: string, signal?: AbortSignal) => list<Gateway>(`${project(p)}/gateways`, signal),
    addGateway: (p: string, body: { id: string; name: string }) =>
      http.send<EnrolmentCode>('POST', `${project(p)}/gateways`, { body }),
    newCode: (p: string, g: string) => http.send<EnrolmentCode>('POST', `${project(p)}/gateways/${id(g)}/code`),
    revoke: (p: string, g: string, reason: string) =>
      http.send<void>('POST', `${project(p)}/gateways/${id(g)}/revoke`, { body: { reason } }),

    devices: (p: string, signal?: AbortSignal) => list<Device>(`${project(p)}/devices`, signal),
    addDevice: (p: string, body: DeviceDraft) => http.send<Device>('POST', `${project(p)}/devices`, { body }),
    removeDevice: (p: string, d: string) => http.send<void>('DELETE', `${project(p)}/devices/${id(d)}`),
    testDevice: (p: string, body: DeviceDraft, signal?: AbortSignal) =>
      http.send<DeviceTest>('POST', `${project(p)}/devices/test`, { body, signal }),
    command: (p: string, d: string, point: string, value: number) =>
      http.send<CommandResult>('POST', `${project(p)}/devices/${id(d)}/commands`, { body: { point, value } }),
    profiles: (signal?: AbortSignal) => list<Profile>('/api/profiles', signal),
    sensorTypes: (signal?: AbortSignal) => list<SensorType>('/api/sensor-types', signal),

    latest: (p: string, signal?: AbortSignal) => http.get<Latest>(`${project(p)}/latest`, { signal }),
    history: (p: string, d: string, query: HistoryQuery, signal?: AbortSignal) =>
      http.get<History>(`${project(p)}/devices/${id(d)}/history`, {
        query: { point: query.points, from: query.from, to: query.to, buckets: query.buckets ?? 500 }, signal,
      }),
    delivery: async (p: string, from: string, to: string, signal?: AbortSignal): Promise<DeliveryDay[]> =>
      (await http.get<{ days: DeliveryDay[] }>(`${project(p)}/delivery`, { query: { from, to }, signal })).days,

    warnings: (filter: WarningFilter, signal?: AbortSignal) =>
      http.get<WarningPage>('/api/warnings', { query: { ...filter }, signal }),
    warning: (w: string, signal?: AbortSignal) => http.get<WarningDetail>(`/api/warnings/${id(w)}`, { signal }),
    explanation: (w: string, signal?: AbortSignal) =>
      http.get<Explanation>(`/api/warnings/${id(w)}/explanation`, { signal }),
    evidence: (w: string, signal?: AbortSignal) => list<Evidence>(`/api/warnings/${id(w)}/evidence`, signal),
    judge: (w: string, event: string, confirmed: boolean) =>
      http.send<Evidence>('POST', `/api/warnings/${id(w)}/evidence/${id(event)}/verdict`, { body: { confirmed } }),
    act: (w: string, action: WarningAction, version: number, body: ActionBody) =>
      http.send<Warning>('POST', `/api/warnings/${id(w)}/${action}`, { body, version }),

    rules: (p: string, signal?: AbortSignal) => list<ProjectRule>(`${project(p)}/rules`, signal),
    override: (p: string, rule: string, body: OverrideDraft) =>
      http.send<unknown>('PUT', `${project(p)}/rules/${id(rule)}/overrides`, { body }),
    withdraw: (p: string, rule: string, body: { deviceId: string | null; level: number; reason: string }) =>
      http.send<unknown>('POST', `${project(p)}/rules/${id(rule)}/overrides/withdraw`, { body }),
    chain: (p: string, signal?: AbortSignal) => http.get<Chain>(`${project(p)}/chain`, { signal }),
    saveChain: (p: string, body: Chain) => http.send<unknown>('PUT', `${project(p)}/chain`, { body }),
    testChain: (p: string) => http.send<unknown>('POST', `${project(p)}/chain/test`),
  };
}

export type Api = ReturnType<typeof createApi>;
