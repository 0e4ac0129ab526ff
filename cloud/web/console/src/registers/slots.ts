import type { RecordDetail, Register } from '@edge/core';
import type { ComponentType } from 'react';

export interface UploadProps {
  many: boolean;
  disabled: boolean;
  /** Told when the server has the files whole. */
  onUploaded: (files: { hash: string; name: string; size: number }[]) => void;
}

export interface FileViewProps {
  file: { hash: string; name: string; size: number };
  register: string;
  record: string;
}

export interface RecordTab {
  key: string;
  /** In the language of the page. */
  label: (language: 'zh' | 'en') => string;
  /** False where the register has nothing of the kind. */
  shows: (register: Register) => boolean;
  Content: ComponentType<{ register: Register; detail: RecordDetail }>;
}

/**
 * Where other features join the pages of registers, which know none of them: a box that uploads, a way to look at a file,
 * more tabs of a record. Filled in once, before the first page is drawn.
 */
export const slots: { Upload?: ComponentType<UploadProps>; FileView?: ComponentType<FileViewProps>; tabs: RecordTab[] } = { tabs: [] };
