import { LEVELS, type ByLevel, type Level } from '@edge/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LevelShapeIcon } from './LevelMark';

interface Props {
  counts: ByLevel;
  /** Every figure is a link to its list. */
  link: (level: Level, content: ReactNode, label: string) => ReactNode;
  /** With the word beside the shape; without, the word stays for screen readers and on hover. */
  words?: boolean;
  hideZero?: boolean;
}

export function LevelCounts({ counts, link, words = false, hideZero = false }: Props) {
  const { t } = useTranslation();
  const shown = hideZero ? LEVELS.filter((level) => (counts[level] ?? 0) > 0) : LEVELS;
  return (
    <span className={`e-level-counts${words ? ' e-level-counts-words' : ''}`}>
      {shown.map((level) => {
        const count = counts[level] ?? 0;
        const label = t('level.count', { level: t(`level.${level}`), count });
        return (
          <span key={level} className={`e-level-count e-level-${level}${count === 0 ? ' e-level-none' : ''}`} title={label}>
            {link(level, (
              <>
                <LevelShapeIcon level={level} />
                {words ? <span className="e-level-word">{t(`level.${level}`)}</span> : null}
                <strong className="e-number">{count}</strong>
              </>
            ), label)}
          </span>
        );
      })}
    </span>
  );
}
