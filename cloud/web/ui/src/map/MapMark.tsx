import { LEVEL_SHAPES, totalOf, addCounts, type Cluster, type Level, type ProjectSummary } from '@edge/core';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LEVEL_PATHS } from '../level/LevelMark';

interface Props {
  cluster: Cluster<ProjectSummary>;
  level: Level | undefined;
  name: string | undefined;
  selected: boolean;
  onSelect: () => void;
}

/** One site, or several that lie too close together; the shape is that of the worst open warning. */
export function MapMark({ cluster, level, name, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const several = cluster.members.length > 1;
  const open = totalOf(addCounts(cluster.members.map((one) => one.openWarnings)));
  const silent = cluster.members.every((one) => one.devices.online === 0);
  const words = silent && level === undefined ? t('state.offline') : level === undefined ? t('projects.calm') : `${t(`level.${level}`)} · ${t('level.all')} ${open}`;
  const title = several ? t('projects.cluster', { count: cluster.members.length }) : name;
  const act = (event: MouseEvent | KeyboardEvent): void => {
    event.stopPropagation();
    onSelect();
  };
  return (
    <g
      className={`e-map-mark${selected ? ' e-map-selected' : ''}${level === undefined ? (silent ? ' e-map-silent' : ' e-map-calm') : ` e-level-${level}`}`}
      transform={`translate(${cluster.x} ${cluster.y})`}
      role="button"
      tabIndex={0}
      aria-label={`${title} ${words}`}
      onClick={act}
      onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') act(event); }}
    >
      <title>{`${title}\n${words}`}</title>
      <circle r={22} className="e-map-touch" />
      {selected ? <circle r={17} className="e-map-ring" /> : null}
      {several ? <circle r={15} className="e-map-several" /> : null}
      <Shape level={level} several={several} />
      {open > 0 || several ? (
        <text className="e-map-count" x={several ? 20 : 13} y={-8}>{several && open === 0 ? cluster.members.length : open}</text>
      ) : null}
      {selected && !several ? <text className="e-map-name" y={34}>{name}</text> : null}
    </g>
  );
}

function Shape({ level, several }: { level: Level | undefined; several: boolean }) {
  if (level === undefined) return <circle r={several ? 6 : 6.5} className="e-map-dot" />;
  return <path className="e-map-shape" d={LEVEL_PATHS[LEVEL_SHAPES[level]]} transform="translate(-9.6 -9.6) scale(1.2)" />;
}
