import type { components } from './generated/schema';

/**
 * The HTTP contract as the pages name it. Shapes come from the server's own description (generated/schema.ts, `npm run types`);
 * here they only get short names, and the closed sets that the description leaves as number or string.
 */
type Schemas = components['schemas'];
type Refine<T, R> = Omit<T, keyof R> & R;

export type Level = 1 | 2 | 3 | 4;
export const LEVELS: readonly Level[] = [1, 2, 3, 4];
export type ByLevel = Partial<Record<Level, number>>;
export type Compare = 'above' | 'below';

/** Lists that can grow come as pages. */
export interface Page<T> {
  items: T[];
  next?: string | null;
}

export type User = Schemas['Session.UserView'];
export type Session = Schemas['Session.SessionView'];

export type Count = Schemas['Project.CountView'];
export type ProjectSummary = Refine<Omit<Schemas['Project.ProjectView'], 'version'>, { openWarnings: ByLevel }>;
export type ProjectDetail = Refine<Omit<Schemas['Project.ProjectDetail'], 'version'>, {
  openWarnings: ByLevel; gateways: Gateway[]; devices: Device[]; chain: Chain;
}>;

export type GatewayState = Schemas['GatewayState'];
export type Gateway = Refine<Schemas['Gateway.GatewayView'], { outbox: { lanes: OutboxLane[] } }>;
export type OutboxLane = Schemas['OutboxLane'];
export type EnrolmentCode = Schemas['EnrolmentCode'];

export type DeviceState = Schemas['DeviceState'];
export type Device = Schemas['Device.DeviceView'];
export type DeviceDraft = Schemas['Device.DeviceDraft'];
export type TestReading = Schemas['Command.ReadingView'];
export type DeviceTest = Schemas['Command.TestView'];
export type CommandResult = Schemas['Command.WriteView'];

export type Profile = Schemas['Profile.ProfileView'];
export type ProfilePoint = Schemas['Profile.PointView'];
export type SensorType = Schemas['Profile.SensorTypeView'];
export type SensorParameter = Schemas['Profile.ParameterView'];

export type PointValue = Schemas['Telemetry.PointValue'];
export type DeviceLatest = Schemas['Telemetry.DeviceLatest'];
export type Latest = Schemas['Telemetry.LatestView'];

/** [t, avg, min, max] or [t, null] where the line must break. */
export type SeriesRow = [number, number | null, number?, number?];
export type Series = Refine<Schemas['History.SeriesView'], { points: SeriesRow[] }>;
export type Gap = Schemas['History.GapView'];
export type HistoryEvent = Refine<Schemas['History.EventView'], { level: Level }>;
/** `rule` and `limited` (to some hours) are filled in by the pages, which know the rules. */
export type HistoryThreshold = Refine<Schemas['History.ThresholdView'], { level: Level; compare: Compare; rule?: string; limited?: boolean }>;
export type History = Refine<Schemas['History.HistoryView'], {
  series: Series[]; gaps: Gap[]; events: HistoryEvent[]; thresholds: HistoryThreshold[];
}>;

export type DeliveryDay = Schemas['Telemetry.DayView'];

export type Condition = Schemas['WarningCondition'];
export type Handling = Schemas['WarningHandling'];
export type WarningThreshold = Refine<Schemas['WarningThreshold'], { level: Level; compare: Compare }>;
export type Warning = Refine<Schemas['WarningView'], { level: Level; worstLevel: Level; threshold: WarningThreshold | null }>;
export type WarningCounts = Refine<Schemas['WarningCounts'], {
  byLevel: ByLevel; byHandling: Partial<Record<Handling, number>>; byCondition: Partial<Record<Condition, number>>;
}>;
export interface WarningPage extends Page<Warning> {
  counts: WarningCounts;
}

export type Evidence = Schemas['Evidence.EvidenceView'];
export type EvidenceBox = Schemas['Evidence.BoxView'];
export type ChainState = Schemas['WarningDetail.ChainState'];
export type WarningLog = Schemas['WarningDetail.LogLine'];
export type WarningDelivery = Schemas['WarningDetail.Delivery'];
export type WarningDetail = Refine<Schemas['WarningDetail'], {
  level: Level; worstLevel: Level; threshold: WarningThreshold | null; rule: RuleDefinition; actions: WarningAction[];
}>;
export type Explanation = Schemas['Warning.ExplanationView'];

export type WarningAction =
  | 'acknowledge' | 'assign' | 'dispose' | 'reply' | 'verify' | 'close' | 'false-alarm' | 'reopen';
export type ActionBody = Partial<Record<'person' | 'note' | 'measures' | 'reason', string>>;

export type RuleLevel = Refine<Schemas['RuleLevel'], { level: Level; compare: Compare }>;
export type RuleDefinition = Refine<Schemas['RuleDefinition'], { levels: RuleLevel[] }>;
/** Level 0 = the whole rule, which can only be switched off. */
export type RuleOverride = Refine<Schemas['Rule.OverrideView'], { level: Level | 0 }>;
export type OverrideDraft = Refine<Schemas['Rule.OverrideDraft'], { level: Level | 0 }>;
export type ProjectRule = Refine<Schemas['Rule.ProjectRuleView'], {
  rule: RuleDefinition; original: RuleDefinition; overrides: RuleOverride[]; history: RuleOverride[];
}>;

export type Person = Schemas['Contact'];
export type ChainStep = Refine<Schemas['ChainStep'], { levels: Level[] }>;
export type Chain = Refine<Schemas['ResponsibleChain'], { steps: ChainStep[] }>;
