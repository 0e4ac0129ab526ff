import type { components } from './generated/schema';
import type { HttpClient } from './http';
import type { HistoryEvent, HistoryThreshold, SeriesRow, Warning } from './types';

type Schemas = components['schemas'];
type Refine<T, R> = Omit<T, keyof R> & R;

export type MonitoringVerdict = Schemas['MonitoringVerdict'];
export type MonitoredPoint = Schemas['MonitoredPoint'];
export type MonitoredWork = Schemas['HazardousWork.MonitoredWorkView'];
export type MonitoredWorks = Refine<Schemas['HazardousWork.MonitoredWorkList'], { items: MonitoredWork[] }>;
export type WorkMonitoring = Refine<Schemas['HazardousWork.MonitoringView'], { points: MonitoredPoint[]; warnings: Warning[] }>;
export type PointCourse = Refine<Schemas['HazardousWork.PointHistoryView'], { rows: SeriesRow[]; events: HistoryEvent[]; thresholds: HistoryThreshold[] }>;
export type WorkCourses = Refine<Schemas['HazardousWork.WorkHistoryView'], { points: PointCourse[] }>;

export type ScaleRule = Schemas['ScaleRule'];

const work = (id: string): string => `/api/hazardous-works/${encodeURIComponent(id)}/monitoring`;

/** The monitoring of hazardous works. */
export function createMonitoringApi(http: HttpClient) {
  return {
    thresholds: async (signal?: AbortSignal): Promise<ScaleRule[]> => (await http.get<{ items: ScaleRule[] }>('/api/hazardous-works/thresholds', { signal })).items,
    works: (signal?: AbortSignal) => http.get<MonitoredWorks>('/api/monitored-works', { signal }),
    work: (id: string, signal?: AbortSignal) => http.get<WorkMonitoring>(work(id), { signal }),
    courses: (id: string, from: string, to: string, signal?: AbortSignal) => http.get<WorkCourses>(`${work(id)}/history`, { query: { from, to, buckets: 500 }, signal }),
  };
}

export type MonitoringApi = ReturnType<typeof createMonitoringApi>;
