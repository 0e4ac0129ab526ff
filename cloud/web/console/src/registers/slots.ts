import type { Field, Names, RecordDetail, Register } from '@edge/core';
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

/** A control for one field of one register, where it needs to know what the rest of the form says. */
export type FieldControl = ComponentType<{ id?: string; value?: unknown; onChange?: (value: unknown) => void; disabled?: boolean }>;

/** The fields of one group of one register, where not all of them are asked for at once. */
export type GroupFields = ComponentType<{ field: Field; names: Names; path: (string | number)[]; root: (string | number)[]; optional?: (string | number)[] }>;

/**
 * Where other features join the pages of registers, which know none of them: a box that uploads, a way to look at a file,
 * controls of single fields and groups by `register.field`, more tabs of a record. Filled in once, before the first page is drawn.
 */
export const slots: { Upload?: ComponentType<UploadProps>; FileView?: ComponentType<FileViewProps>; tabs: RecordTab[]; fields: Record<string, FieldControl>; groups: Record<string, GroupFields> } = { tabs: [], fields: {}, groups: {} };
