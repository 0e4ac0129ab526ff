import type { Level } from '@edge/core';
import { LEVEL_SHAPES, type LevelShape } from '@edge/core';
import { useTranslation } from 'react-i18next';
import './level.css';

const PATHS: Record<LevelShape, string> = {
  triangle: 'M8 1.6 15 14H1Z',
  diamond: 'M8 .8 15.2 8 8 15.2.8 8Z',
  circle: 'M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2Z',
  square: 'M2 2h12v12H2Z',
};

export function LevelShapeIcon({ level, size = 12 }: { level: Level; size?: number }) {
  return (
    <svg className={`e-level-shape e-level-${level}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[LEVEL_SHAPES[level]]} />
    </svg>
  );
}

/** Shape, word and colour of a level, always together. */
export function LevelMark({ level, blink = false, compact = false }: { level: Level; blink?: boolean; compact?: boolean }) {
  const { t } = useTranslation();
  const word = t(`level.${level}`);
  return (
    <span className={`e-level e-level-chip e-level-${level}${blink && level === 1 ? ' e-level-blink' : ''}`}>
      <LevelShapeIcon level={level} />
      {compact ? <span className="e-visually-hidden">{word}</span> : <span>{word}</span>}
    </span>
  );
}

export { PATHS as LEVEL_PATHS };
