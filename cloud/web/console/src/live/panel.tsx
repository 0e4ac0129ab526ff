import {
  activeLevel, thresholdsOf, UNCERTAIN, type Device, type DeviceLatest, type DeviceState, type HistoryThreshold, type Language, type Level, type PointValue,
  type ProjectRule, type SensorType, type Warning,
} from '@edge/core';
import { Card, StateTag } from '@edge/ui';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** What is known of a project just now. */
export interface Present {
  latest: readonly DeviceLatest[];
  rules: readonly ProjectRule[];
  types: readonly SensorType[];
  /** Open warnings. */
  warnings: readonly Warning[];
  language: Language;
  now: number;
}

export interface PanelProps {
  project: string;
  devices: readonly Device[];
  present: Present;
}

/** What a panel needs of the device that it shows. */
export interface Shown {
  device: Device;
  state: DeviceState;
  value: (point: string) => PointValue | undefined;
  /** The figure when it may be read as the present or the last known one. */
  number: (point: string) => number | null;
  /** In force now. */
  limits: readonly HistoryThreshold[];
  thresholds: (point: string) => HistoryThreshold[];
  /** Of the worst active warning on the point. */
  level: (point: string) => Level | undefined;
  stale: boolean;
}

export function shownOf(device: Device, { latest, rules, types, warnings, language, now }: Present): Shown {
  const own = latest.find((one) => one.device === device.id);
  const state = own?.state ?? device.state;
  const limits = thresholdsOf({ rules, types, device, language, at: now });
  const value = (point: string): PointValue | undefined => own?.points.find((one) => one.point === point);
  return {
    device, state, value, stale: state !== 'online',
    limits,
    thresholds: (point) => limits.filter((one) => one.point === point),
    number: (point) => {
      const found = value(point);
      return found === undefined || found.quality < UNCERTAIN ? null : found.value;
    },
    level: (point) => activeLevel(warnings, device.id, point),
  };
}

export const deviceLink = (project: string, device: string): string =>
  `/projects/${encodeURIComponent(project)}/devices/${encodeURIComponent(device)}`;

/** A card for one of several devices of a kind. */
export function DeviceCard({ title, props, className, children }: { title: string; props: PanelProps; className?: string; children: (shown: Shown) => ReactNode }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const device = props.devices.find((one) => one.id === chosen) ?? props.devices[0];
  if (device === undefined) return null;
  const shown = shownOf(device, props.present);
  return (
    <Card
      className={className}
      title={title}
      aside={(
        <>
          {props.devices.length > 1 ? (
            <Select
              size="small" value={device.id} onChange={setChosen} aria-label={t('project.devicePick')} popupMatchSelectWidth={false} className="e-live-pick"
              options={props.devices.map((one) => ({ value: one.id, label: one.name }))}
            />
          ) : <span>{device.name}</span>}
          <StateTag state={shown.state} />
          <Link to={deviceLink(props.project, device.id)}>{t('project.history')}</Link>
        </>
      )}
    >
      {children(shown)}
    </Card>
  );
}
