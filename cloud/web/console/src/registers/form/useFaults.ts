import { ApiProblem, splitFaults, type Field, type Values } from '@edge/core';
import type { FormInstance } from 'antd';
import { useEffect, useMemo } from 'react';

/** Puts what the server objects to at its fields, and gives back what belongs to none of them. */
export function useFaults(form: FormInstance<Values>, fields: readonly Field[], error: Error | null): string[] {
  const faults = useMemo(() => (error instanceof ApiProblem ? splitFaults(fields, error.errors) : undefined), [error, fields]);
  useEffect(() => {
    if (faults === undefined || faults.placed.length === 0) return;
    form.setFields(faults.placed.map(({ path, reasons }) => ({ name: path as string[], errors: reasons })));
    const first = faults.placed[0]?.path;
    if (first !== undefined) form.scrollToField(first as string[], { block: 'center', behavior: 'smooth' });
  }, [faults, form]);
  return faults?.rest ?? [];
}
