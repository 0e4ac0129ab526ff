import { fitView, toGround, zoomAt, type Located, type MapView } from '@edge/core';
import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react';

interface Size {
  width: number;
  height: number;
}

/** Size, pan and zoom of the map; until a person moves it, it follows what there is to show. */
export function useMapView(places: readonly Located[], room: number) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [moved, setMoved] = useState<MapView>();
  const drag = useRef<{ x: number; y: number; view: MapView } | undefined>(undefined);
  const fitted = size.width === 0 || places.length === 0 ? undefined : fitView(places, size.width, size.height, room);
  const view = moved ?? fitted;

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const zoom = useCallback((factor: number, x?: number, y?: number) => {
    if (view !== undefined) setMoved(zoomAt(view, factor, x ?? size.width / 2, y ?? size.height / 2, size.width, size.height));
  }, [view, size]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, event.clientX - box.left, event.clientY - box.top);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [zoom]);

  const pan = {
    onPointerDown: (event: PointerEvent) => {
      if (view !== undefined && event.button === 0) drag.current = { x: event.clientX, y: event.clientY, view };
    },
    onPointerMove: (event: PointerEvent) => {
      const start = drag.current;
      if (start === undefined || Math.hypot(event.clientX - start.x, event.clientY - start.y) < 4) return;
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      setMoved({ ...start.view, ...toGround(start.view, -dx, -dy, 0, 0) });
    },
    onPointerUp: () => { drag.current = undefined; },
    onPointerLeave: () => { drag.current = undefined; },
  };
  return { frame, size, view, zoom, pan, reset: () => setMoved(undefined), focus: setMoved };
}
