import type { ByLevel, Level } from '../api/types';
import { LEVELS } from '../api/types';

export type LevelShape = 'triangle' | 'diamond' | 'circle' | 'square';

/** Never colour alone: each level has its own shape. */
export const LEVEL_SHAPES: Record<Level, LevelShape> = { 1: 'triangle', 2: 'diamond', 3: 'circle', 4: 'square' };

/** The most severe level with an open warning; undefined when all is calm. */
export function worstLevel(counts: ByLevel): Level | undefined {
  return LEVELS.find((level) => (counts[level] ?? 0) > 0);
}

export function totalOf(counts: ByLevel): number {
  return LEVELS.reduce((sum, level) => sum + (counts[level] ?? 0), 0);
}

export function addCounts(all: readonly ByLevel[]): ByLevel {
  const sum: ByLevel = {};
  for (const level of LEVELS) sum[level] = all.reduce((total, one) => total + (one[level] ?? 0), 0);
  return sum;
}
