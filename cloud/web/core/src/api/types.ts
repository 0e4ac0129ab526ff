/** The HTTP contract of the cloud. Replaced by the generated types of /openapi/v1.json once the server publishes it. */

export type Level = 1 | 2 | 3 | 4;
export const LEVELS: readonly Level[] = [1, 2, 3, 4];
export type ByLevel = Partial<Record<Level, number>>;

export interface Page<T> {
  items: T[];
  next?: string | null;
}

export interface User {
  id: string;
  userName: string;
  displayName: string;
  role: string;
}

export interface Session {
  user: User;
  mustChangePassword: boolean;
}

export interface Count {
  online: number;
  total: number;
}

export interface ProjectSummary {
  id: string;
  name: string;
  nameEn?: string | null;
  division: { code: string; name: string };
  address: string;
  longitude: number;
  latitude: number;
  stage: string;
  gateways: Count;
  devices: Count;
  openWarnings: ByLevel;
  lastDataAt?: string | null;
}

export interface ProjectDetail extends Omit<ProjectSummary, 'gateways' | 'devices'> {
  gateways: Gateway[];
  devices: Device[];
  chain?: Chain | null;
}

export type GatewayState = 'online' | 'offline' | 'never';

export interface OutboxLane {
  lane: string;
  records: number;
  bytes: number;
  oldest?: string | null;
}

export interface Gateway {
  id: string;
  name: string;
  state: GatewayState;
  since?: string | null;
  lastSeenAt?: string | null;
  address?: string | null;
  version?: string | null;
  configuration: { desired: number; reported?: number | null; error?: string | null };
  outbox: { lanes: OutboxLane[] };
  certificate?: { serial: string; notAfter?: string | null; revoked: boolean; reason?: string | null } | null;
}

export interface EnrolmentCode {
  gateway: string;
  code: string;
  expiresAt: string;
}

export type DeviceState = 'online' | 'stale' | 'offline' | 'quarantined' | 'never';

export interface Device {
  id: string;
  name: string;
  gateway: string;
  profile: string;
  sensorType: string;
  address: string;
  unit?: number | null;
  stationId?: string | null;
  parameters?: Record<string, number> | null;
  state: DeviceState;
  since?: string | null;
  lastDataAt?: string | null;
}

export interface DeviceDraft {
  gateway: string;
  id: string;
  name: string;
  profile: string;
  address: string;
  unit?: number | null;
  stationId?: string | null;
  password?: string | null;
  parameters?: Record<string, number> | null;
}

/** 192 good, 64 uncertain, 0 bad. */
export type Quality = number;

export interface TestReading {
  point: string;
  value: number | null;
  quality: Quality;
  reason: number;
}

export interface DeviceTest {
  ok: boolean;
  error?: string | null;
  readings: TestReading[];
  milliseconds: number;
}

export interface CommandResult {
  ok: boolean;
  readBack?: number | null;
  milliseconds: number;
  error?: string | null;
}

export interface ProfilePoint {
  id: string;
  label: string;
  labelEn: string;
  unit: string;
  min?: number | null;
  max?: number | null;
  access: 'r' | 'w' | 'rw';
  flag: boolean;
}

export interface Profile {
  id: string;
  maker: string;
  model: string;
  sensorType: string;
  protocol: string;
  points: ProfilePoint[];
  parameters?: Record<string, number> | null;
}

export interface SensorType {
  id: string;
  label: string;
  labelEn: string;
  points?: ProfilePoint[];
  parameters?: SensorParameter[] | null;
}

export interface SensorParameter {
  id: string;
  label: string;
  labelEn: string;
  unit: string;
}

export interface PointValue {
  point: string;
  value: number | null;
  quality: Quality;
  reason: number;
  time: string;
  ageSeconds?: number;
  stale: boolean;
}

export interface DeviceLatest {
  device: string;
  state: DeviceState;
  points: PointValue[];
}

export interface Latest {
  at: string;
  devices: DeviceLatest[];
}

/** [t, avg, min, max] or [t, null] where the line must break. */
export type SeriesRow = [number, number | null, number?, number?];

export interface Series {
  point: string;
  unit: string;
  points: SeriesRow[];
}

export interface Gap {
  point?: string | null;
  from: string;
  to: string;
  reason?: string | null;
}

export interface HistoryEvent {
  time: string;
  level: Level;
  warningId: string;
  title: string;
}

export interface HistoryThreshold {
  point: string;
  level: Level;
  compare: 'above' | 'below';
  value: number;
  source?: string | null;
}

export interface History {
  from: string;
  to: string;
  bucketSeconds: number;
  raw: boolean;
  series: Series[];
  gaps: Gap[];
  events: HistoryEvent[];
  thresholds: HistoryThreshold[];
}

export interface DeliveryDay {
  day: string;
  /** Null for ranges of a gateway that cannot be told apart by device. */
  device: string | null;
  /** Null while the gateway's ledger of the day has not come. */
  expected: number | null;
  received: number;
  late: number;
  lost: number;
  lostRanges: { first: number; last: number; reason: string }[];
  complete: number | null;
}

export type Condition = 'active' | 'recovered';

export type Handling =
  | 'new' | 'pushed' | 'acknowledged' | 'assigned' | 'disposing'
  | 'replied' | 'verified' | 'closed' | 'falseAlarm';

export interface Warning {
  id: string;
  project: string;
  device: string;
  deviceName: string;
  gateway: string;
  rule: string;
  title: string;
  titleEn: string;
  level: Level;
  condition: Condition;
  handling: Handling;
  startedAt: string;
  recoveredAt?: string | null;
  lastAt: string;
  count: number;
  point: string;
  value: number | null;
  peak: number | null;
  unit: string;
  threshold?: { level: Level; compare: 'above' | 'below'; value: number; unit: string; source?: string | null } | null;
  /** Why rules cannot decide; only on warnings about data quality. */
  detail?: string | null;
  sensorType?: string;
  assignee?: string | null;
  late: boolean;
  version: number;
}

export interface WarningCounts {
  byLevel: ByLevel;
  byHandling: Partial<Record<Handling, number>>;
  byCondition: Partial<Record<Condition, number>>;
}

export interface WarningPage extends Page<Warning> {
  counts: WarningCounts;
}

export interface ChainState {
  order: number;
  person: string;
  channels: string[];
  state: string;
  at?: string | null;
}

export interface WarningLog {
  at: string;
  actor: string;
  action: string;
  note?: string | null;
  from?: string | null;
  to?: string | null;
}

export interface WarningDelivery {
  person?: string | null;
  channel: string;
  target: string;
  state: string;
  attempts: number;
  at?: string | null;
  receipt?: string | null;
}

export interface WarningDetail extends Omit<Warning, 'rule'> {
  rule: RuleDefinition;
  chain: ChainState[];
  log: WarningLog[];
  deliveries: WarningDelivery[];
  /** Actions that are possible now. */
  actions?: WarningAction[] | null;
}

export interface Explanation {
  decision: string;
  /** False when the stored readings no longer give the same condition. */
  reproduced?: boolean;
  window: { point?: string; time: string; value: number | null; quality?: Quality }[];
  steps: string[];
}

export type WarningAction =
  | 'acknowledge' | 'assign' | 'dispose' | 'reply' | 'verify' | 'close' | 'false-alarm' | 'reopen';

export interface ActionBody {
  person?: string;
  note?: string;
  measures?: string;
  reason?: string;
}

export interface RuleLevel {
  level: Level;
  compare: 'above' | 'below';
  threshold: number;
  unit: string;
  hold?: number;
  clear?: number | null;
  clearHold?: number;
  repeat?: number;
  from?: string | null;
  to?: string | null;
  source?: string | null;
}

export interface RuleDefinition {
  id: string;
  sensorType: string;
  title: string;
  titleEn: string;
  measure: { point: string; aggregate: string; window: number; per?: number; relativeTo?: string | null };
  levels: RuleLevel[];
  when?: { point: string; compare: string; value: number }[] | null;
  actions?: { output: string; atLevel: number }[] | null;
  source?: string | null;
  validFrom?: string | null;
}

export interface RuleOverride {
  deviceId?: string | null;
  /** 0 = the whole rule, which can only be switched off. */
  level: Level | 0;
  threshold: number;
  reason: string;
  disabled: boolean;
  /** Taken back: kept in the history only. */
  withdrawn?: boolean;
  by?: string;
  at?: string;
}

export interface ProjectRule {
  /** With the project's overrides applied. */
  rule: RuleDefinition;
  /** As shipped. */
  original?: RuleDefinition | null;
  /** No level of it is left. */
  disabled?: boolean;
  overrides: RuleOverride[];
  /** Every change, the withdrawn ones too. */
  history?: RuleOverride[] | null;
}

export interface Person {
  name: string;
  phone?: string | null;
  weCom?: string | null;
  dingTalk?: string | null;
  email?: string | null;
  webhook?: string | null;
}

export interface ChainStep {
  order: number;
  person: Person;
  channels: string[];
  levels: Level[];
  escalateAfterMinutes: number;
}

export interface Chain {
  steps: ChainStep[];
  quietHours?: { from: string; to: string } | null;
  deputies?: unknown;
}
