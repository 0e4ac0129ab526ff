import type { RecordDetail, Register } from '@edge/core';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type Editor = ComponentType<{ register: Register; detail?: RecordDetail }>;

/** Registers whose form is richer than their descriptor: they keep the addresses of the generic one. */
export const EDITORS: Readonly<Record<string, LazyExoticComponent<Editor>>> = {
  'project-filings': lazy(async () => ({ default: (await import('../../filing/FilingWizard')).FilingWizard })),
};
