import { ApiProblem } from '@edge/core';

/** The server's reasons by field, for a form; members of an inner object come with their path. */
export function formFaults(error: Error): { name: string[]; errors: string[] }[] {
  if (!(error instanceof ApiProblem)) return [];
  return Object.entries(error.errors).map(([field, errors]) => ({ name: field.split('.'), errors }));
}
