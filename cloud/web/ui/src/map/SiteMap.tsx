import { CITIES, addCounts, clusterMarks, toScreen, worstLevel, type Cluster, type MapView, type ProjectSummary, projectName } from '@edge/core';
import { MinusOutlined, PlusOutlined, ExpandOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../layout/useLanguage';
import { Graticule } from './Graticule';
import { MapMark } from './MapMark';
import { useMapView } from './useMapView';
import './map.css';

interface Props {
  projects: readonly ProjectSummary[];
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
  onOpen: (id: string) => void;
}

/** Sites on a plain graticule with city points: needs no tiles and no outside address. */
export function SiteMap({ projects, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { frame, view, size, pan, zoom, reset } = useMapView(projects.length > 0 ? projects : CITIES, 64);
  const marks = view === undefined ? [] : marksOf(projects, view, size.width, size.height);
  return (
    <div className="e-map" ref={frame} {...pan}>
      {view === undefined ? null : (
        <svg width={size.width} height={size.height} role="group" aria-label={t('projects.map')}>
          <Graticule view={view} {...size} />
          {CITIES.map((city) => {
            const [x, y] = toScreen(view, city, size.width, size.height);
            return (
              <g key={city.code} className="e-map-city" transform={`translate(${x} ${y})`}>
                <path d="M-3 0h6M0-3v6" />
                <text y={marks.some((one) => Math.hypot(one.x - x, one.y - y) < 26) ? 30 : 16}>{language === 'zh' ? city.name : city.nameEn}</text>
              </g>
            );
          })}
          {marks.map((cluster) => (
            <MapMark
              key={cluster.members.map((one) => one.id).join(',')}
              cluster={cluster}
              selected={cluster.members.some((one) => one.id === selected)}
              name={cluster.members[0] === undefined ? undefined : projectName(cluster.members[0], language)}
              level={worstLevel(addCounts(cluster.members.map((one) => one.openWarnings)))}
              onSelect={() => {
                const [only] = cluster.members;
                if (cluster.members.length > 1) zoom(3, cluster.x, cluster.y);
                else if (only !== undefined && only.id === selected) onOpen(only.id);
                else onSelect(only?.id);
              }}
            />
          ))}
        </svg>
      )}
      <div className="e-map-tools">
        <Button icon={<PlusOutlined />} aria-label={t('projects.zoomIn')} onClick={() => zoom(1.6)} />
        <Button icon={<MinusOutlined />} aria-label={t('projects.zoomOut')} onClick={() => zoom(1 / 1.6)} />
        <Button icon={<ExpandOutlined />} aria-label={t('projects.whole')} onClick={reset} />
      </div>
    </div>
  );
}

function marksOf(
  projects: readonly ProjectSummary[], view: MapView, width: number, height: number): Cluster<ProjectSummary>[] {
  return clusterMarks(projects.map((item) => {
    const [x, y] = toScreen(view, item, width, height);
    return { x, y, item };
  }), 30);
}
