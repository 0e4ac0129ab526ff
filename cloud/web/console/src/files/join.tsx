import type { Field, RecordDetail, Register } from '@edge/core';
import { Skeleton } from '@edge/ui';
import i18n from 'i18next';
import { lazy, Suspense, type ComponentType } from 'react';
import { loadPageWords } from '../app/pageWords';
import { slots, type FileViewProps, type UploadProps } from '../registers/slots';

interface TabProps {
  register: Register;
  detail: RecordDetail;
}

/** Comes with its words when it is first shown: no page of registers waits for it. */
function later<T extends object>(load: () => Promise<ComponentType<T>>): ComponentType<T> {
  const Loaded = lazy(async () => ({ default: (await Promise.all([load(), loadPageWords()]))[0] })) as unknown as ComponentType<T>;
  return function Later(props: T) {
    return <Suspense fallback={<Skeleton rows={2} />}><Loaded {...props} /></Suspense>;
  };
}

const holdsFiles = (fields: readonly Field[]): boolean => fields.some((field) => field.kind === 'file' || holdsFiles(field.fields));

const Editions = later<TabProps>(async () => {
  const { FileBox } = await import('./FileBox');
  return ({ register, detail }) => <FileBox register={register.name} record={detail.record.id} />;
});

/** Files and approvals in the pages of registers, which know neither. */
export function join(): void {
  slots.Upload = later<UploadProps>(async () => (await import('./UploadSlot')).UploadSlot);
  slots.FileView = later<FileViewProps>(async () => (await import('./FileLink')).FileLink);
  slots.tabs.push(
    {
      key: 'approvals', label: () => i18n.t('nav.approvals'), shows: (register) => register.actions.some((action) => action.decidedBy != null),
      Content: later<TabProps>(async () => (await import('../approvals/RecordCases')).RecordCases),
    },
    { key: 'editions', label: () => i18n.t('nav.editions'), shows: (register) => holdsFiles(register.fields), Content: Editions },
  );
}
