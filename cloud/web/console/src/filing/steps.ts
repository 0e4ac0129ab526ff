import type { Register } from '@edge/core';

export const STEPS = ['project', 'works', 'parties', 'persons', 'papers', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** Which fields are entered in which step; a field that nobody has placed belongs to the first. */
const PLACES: Readonly<Record<string, Step>> = { unitWorks: 'works', parties: 'parties', persons: 'persons', papers: 'papers', permit: 'papers' };

export const stepOf = (field: string): Step => PLACES[field] ?? 'project';

export const fieldsOf = (register: Register, step: Step): Register['fields'] => register.fields.filter((one) => !one.readOnly && stepOf(one.name) === step);
