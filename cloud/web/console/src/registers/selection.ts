import type { Selection } from '@edge/core';

/** Everything of a register. */
export const EMPTY_SELECTION: Selection = { filters: [], q: '', sort: '', withVoid: false, todo: false };
