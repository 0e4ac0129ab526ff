import type { Field, RecordDetail, Register } from '@edge/core';
import { RecordCases } from '../approvals/RecordCases';
import { slots } from '../registers/slots';
import { FileBox } from './FileBox';
import { FileLink } from './FileLink';
import { UploadSlot } from './UploadSlot';

const holdsFiles = (fields: readonly Field[]): boolean => fields.some((field) => field.kind === 'file' || holdsFiles(field.fields));

/** Files and approvals in the pages of registers, which know neither. */
export function join(): void {
  slots.Upload = UploadSlot;
  slots.FileView = FileLink;
  slots.tabs = [
    ...slots.tabs.filter((one) => one.key !== 'approvals' && one.key !== 'editions'),
    { key: 'approvals', label: (language) => (language === 'zh' ? '审批' : 'Approvals'), shows: (register) => register.actions.some((action) => action.decidedBy != null), Content: RecordCases },
    { key: 'editions', label: (language) => (language === 'zh' ? '文件版本' : 'Editions'), shows: (register) => holdsFiles(register.fields), Content: Editions },
  ];
}

function Editions({ register, detail }: { register: Register; detail: RecordDetail }) {
  return <FileBox register={register.name} record={detail.record.id} />;
}
