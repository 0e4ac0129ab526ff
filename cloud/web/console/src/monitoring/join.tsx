import type { RecordDetail, Register } from '@edge/core';
import i18n from 'i18next';
import { later } from '../app/later';
import { slots, type FieldControl, type GroupFields } from '../registers/slots';

type FieldProps = Parameters<Extract<FieldControl, (props: never) => unknown>>[0];

type GroupProps = Parameters<Extract<GroupFields, (props: never) => unknown>>[0];

/** Hazardous works in the pages of registers: the sizes that decide, what the points say, and the choice of what a point is bound to. */
export function joinMonitoring(): void {
  slots.fields['monitoring-points.device'] = later<FieldProps>(async () => (await import('./binding')).DevicePick);
  slots.fields['monitoring-points.point'] = later<FieldProps>(async () => (await import('./binding')).PointPick);
  slots.groups['hazardous-works.sizes'] = later<GroupProps>(async () => (await import('./SizesField')).SizesField);
  slots.tabs.push({
    key: 'monitoring', label: () => i18n.t('nav.monitoring'), shows: (register) => register.name === 'hazardous-works',
    Content: later<{ register: Register; detail: RecordDetail }>(async () => {
      const { WorkPanel } = await import('./WorkPanel');
      return ({ detail }) => <WorkPanel id={detail.record.id} />;
    }),
  });
}
