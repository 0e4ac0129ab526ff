import { levelReached, thresholdsOf, type Device, type DeviceLatest, type DeviceState, type HistoryThreshold, type Level, type PointValue, type ProjectRule } from '@edge/core';
import { Card, StateTag } from '@edge/ui';
import { Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export interface PanelProps {
  project: string;
  devices: readonly Device[];
  latest: readonly DeviceLatest[];
  rules: readonly ProjectRule[];
}

/** What a panel needs of the device that it shows. */
export interface Shown {
  device: Device;
  state: DeviceState;
  value: (point: string) => PointValue | undefined;
  /** The figure when it may be read as the present or the last known one. */
  number: (point: string) => number | null;
  thresholds: (point: string) => HistoryThreshold[];
  level: (point: string) => Level | undefined;
  stale: boolean;
}

export function shownOf(device: Device, latest: readonly DeviceLatest[], rules: readonly ProjectRule[]): Shown {
  const own = latest.find((one) => one.device === device.id);
  const state = own?.state ?? device.state;
  const limits = thresholdsOf(rules, device.sensorType, device.id);
  const value = (point: string): PointValue | undefined => own?.points.find((one) => one.point === point);
  const thresholds = (point: string): HistoryThreshold[] => limits.filter((one) => one.point === point);
  const number = (point: string): number | null => {
    const found = value(point);
    return found === undefined || found.quality < 64 ? null : found.value;
  };
  return {
    device, state, value, number, thresholds, stale: state !== 'online',
    level: (point) => {
      const figure = number(point);
      return figure === null || state !== 'online' ? undefined : levelReached(figure, thresholds(point));
    },
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
  const shown = shownOf(device, props.latest, props.rules);
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
