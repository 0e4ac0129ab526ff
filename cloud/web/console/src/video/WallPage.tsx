import { PauseOutlined, CaretRightOutlined, VideoCameraOutlined } from '@ant-design/icons';
import type { VideoCamera, VideoWall } from '@edge/core';
import { Card, EmptyState, Page, Ready, usePhone } from '@edge/ui';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { PtzPanel } from './PtzPanel';
import { Tile } from './Tile';
import { useCameras, useWalls } from './videoQueries';
import { WallBar, type WallSettings } from './WallBar';
import { useVideoWords } from './words';
import './video.css';

/** Many cameras at a glance: groups, layouts, tours, and steering of the chosen one. */
export function WallPage() {
  const { t } = useVideoWords();
  const p = useParams()['p'] ?? '';
  const query = useCameras(p);
  const walls = useWalls(p);
  return (
    <Page title={t('video.wall')}>
      <Ready query={query} what={t('video.loading')} rows={8}>
        {(cameras) => (cameras.length === 0
          ? <Card><EmptyState title={t('video.noCameras')} hint={t('video.noCamerasHint')} action={<Link to="cameras">{t('video.onboard')}</Link>} /></Card>
          : <Wall project={p} cameras={cameras} walls={walls.data ?? []} />)}
      </Ready>
    </Page>
  );
}

function Wall({ project, cameras, walls }: { project: string; cameras: readonly VideoCamera[]; walls: readonly VideoWall[] }) {
  const { t } = useVideoWords();
  const phone = usePhone();
  const grid = useRef<HTMLDivElement>(null);
  const [settings, setSettings] = useState<WallSettings>(() => ({
    wall: undefined, tiles: phone || cameras.length === 1 ? 1 : cameras.length <= 4 ? 4 : 9, dwell: 0, quality: 'auto', transport: 'socket',
  }));
  const [selected, setSelected] = useState<string>();
  const group = walls.find((one) => one.id === settings.wall);
  const shown = group === undefined ? cameras : group.cameras.map((id) => cameras.find((one) => one.id === id)).filter((one) => one !== undefined);
  const pages = Math.max(1, Math.ceil(shown.length / settings.tiles));
  const [paused, setPaused] = useState(false);
  const [page, setPage] = useTour(pages, settings.dwell, paused || selected !== undefined);
  const visible = shown.slice(page * settings.tiles, (page + 1) * settings.tiles);
  const steered = visible.find((one) => one.id === selected);
  return (
    <>
      <WallBar project={project} cameras={cameras} walls={walls} settings={settings} onChange={(next) => { setSettings(next); setPage(0); }} onFullScreen={() => { void grid.current?.requestFullscreen?.(); }} />
      <div className={steered === undefined ? '' : 'e-wall-with-panel'}>
        <div ref={grid} className={`e-wall e-wall-${settings.tiles}`}>
          {visible.map((one) => (
            <Tile
              key={one.id} project={project} camera={one} quality={settings.quality} wanted={settings.tiles === 1 ? 'main' : 'sub'} transport={settings.transport}
              selected={one.id === selected} onSelect={() => setSelected(one.id === selected ? undefined : one.id)}
            />
          ))}
          {Array.from({ length: phone ? 0 : Math.max(0, settings.tiles - visible.length) }, (_, at) => <div key={at} className="e-tile e-tile-empty"><VideoCameraOutlined /></div>)}
        </div>
        {steered === undefined ? null : <PtzPanel key={steered.id} project={project} camera={steered} />}
      </div>
      {pages > 1 ? (
        <div className="e-wall-pages">
          <Button size="small" disabled={page === 0} onClick={() => setPage(page - 1)}>‹</Button>
          <span>{t('video.shownOf', { page: page + 1, pages })}</span>
          <Button size="small" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>›</Button>
          {settings.dwell === 0 ? null : <Button size="small" icon={paused ? <CaretRightOutlined /> : <PauseOutlined />} onClick={() => setPaused(!paused)}>{t(paused ? 'video.goTour' : 'video.pauseTour')}</Button>}
        </div>
      ) : null}
    </>
  );
}

/** The screen of a tour; it stands still while somebody steers. */
function useTour(pages: number, dwell: number, held: boolean): [number, (page: number) => void] {
  const [page, setPage] = useState(0);
  useEffect(() => {
    if (dwell === 0 || pages < 2 || held) return undefined;
    const timer = window.setInterval(() => setPage((now) => (now + 1) % pages), dwell * 1000);
    return () => window.clearInterval(timer);
  }, [pages, dwell, held]);
  return [Math.min(page, pages - 1), setPage];
}
