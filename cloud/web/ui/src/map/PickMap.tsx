import { CITIES, toGround, toScreen, type Located } from '@edge/core';
import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../layout/useLanguage';
import { Graticule } from './Graticule';
import { useMapView } from './useMapView';
import './map.css';

interface Props {
  value: Located | undefined;
  onPick: (place: Located) => void;
}

/** A place chosen with a click or a tap on the graticule; dragging moves the map, the cross stands where it was chosen. */
export function PickMap({ value, onPick }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { frame, view, size, pan, zoom } = useMapView(value === undefined ? CITIES : [value], 48);
  const pressed = useRef<[number, number]>([0, 0]);
  const pick = (event: PointerEvent<HTMLDivElement>): void => {
    pan.onPointerUp();
    const box = frame.current?.getBoundingClientRect();
    if (view === undefined || box === undefined || Math.hypot(event.clientX - pressed.current[0], event.clientY - pressed.current[1]) > 4) return;
    if ((event.target as Element).closest('.e-map-tools') !== null) return;
    onPick(toGround(view, event.clientX - box.left, event.clientY - box.top, size.width, size.height));
  };
  const [x, y] = view === undefined || value === undefined ? [undefined, undefined] : toScreen(view, value, size.width, size.height);
  return (
    <div
      className="e-map e-map-pick" ref={frame} {...pan} onPointerUp={pick}
      onPointerDown={(event) => { pressed.current = [event.clientX, event.clientY]; pan.onPointerDown(event); }}
    >
      {view === undefined ? null : (
        <svg width={size.width} height={size.height} role="img" aria-label={t('projects.map')}>
          <Graticule view={view} {...size} />
          {CITIES.map((city) => {
            const [cx, cy] = toScreen(view, city, size.width, size.height);
            return (
              <g key={city.code} className="e-map-city" transform={`translate(${cx} ${cy})`}>
                <path d="M-3 0h6M0-3v6" />
                <text y={16}>{language === 'zh' ? city.name : city.nameEn}</text>
              </g>
            );
          })}
          {x === undefined ? null : <path className="e-map-cross" d={`M${x - 12} ${y}h24M${x} ${y - 12}v24`} />}
        </svg>
      )}
      <div className="e-map-tools">
        <Button icon={<PlusOutlined />} aria-label={t('projects.zoomIn')} onClick={() => zoom(2)} />
        <Button icon={<MinusOutlined />} aria-label={t('projects.zoomOut')} onClick={() => zoom(0.5)} />
      </div>
    </div>
  );
}
