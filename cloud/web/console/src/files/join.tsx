import type { Field, RecordDetail, Register } from '@edge/core';
import i18n from 'i18next';
import { later } from '../app/later';
import { slots, type FileViewProps, type UploadProps } from '../registers/slots';

interface TabProps {
  register: Register;
  detail: RecordDetail;
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
