import type { Chain, Level, Person } from '@edge/core';

export interface StepForm {
  person: Person;
  channels: string[];
  levels: Level[];
  escalateAfterMinutes: number;
}

export interface ChainForm {
  steps: StepForm[];
  quiet: boolean;
  quietFrom: string;
  quietTo: string;
}

export function emptyStep(): StepForm {
  return { person: { name: '' }, channels: ['sms'], levels: [1, 2, 3, 4], escalateAfterMinutes: 10 };
}

export function formOf(chain: Chain): ChainForm {
  return {
    steps: [...chain.steps].sort((a, b) => a.order - b.order)
      .map(({ person, channels, levels, escalateAfterMinutes }) => ({ person, channels, levels, escalateAfterMinutes })),
    quiet: Boolean(chain.quietHours),
    quietFrom: chain.quietHours?.from.slice(0, 5) ?? '22:00',
    quietTo: chain.quietHours?.to.slice(0, 5) ?? '06:00',
  };
}

/** Order is place in the list; what this page does not edit (deputies) goes back as it came. */
export function chainOf(form: ChainForm, before: Chain): Chain {
  return {
    ...before,
    steps: form.steps.map((one, at) => ({ ...one, order: at + 1, person: trimmed(one.person) })),
    quietHours: form.quiet ? { from: form.quietFrom, to: form.quietTo } : null,
  };
}

function trimmed(person: Person): Person {
  const { name, ...contacts } = person;
  const kept = Object.entries(contacts).map(([key, value]) => [key, typeof value === 'string' && value.trim() !== '' ? value.trim() : null] as const);
  return { name: name.trim(), ...Object.fromEntries(kept) };
}

/** The contact that a channel needs; the pages themselves need none. */
export const CONTACT_OF: Record<string, keyof Person | undefined> = {
  'in-app': undefined, sms: 'phone', voice: 'phone', wecom: 'wecom', dingtalk: 'dingtalk', email: 'email', webhook: 'webhook',
};
