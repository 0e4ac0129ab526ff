import { gridLines, toGround, toScreen, type MapView } from '@edge/core';

/** Meridians and parallels with their degrees at the frame. */
export function Graticule({ view, width, height }: { view: MapView; width: number; height: number }) {
  const northWest = toGround(view, 0, 0, width, height);
  const southEast = toGround(view, width, height, width, height);
  return (
    <g className="e-map-grid" aria-hidden="true">
      {gridLines(northWest.longitude, southEast.longitude, view.scale).map((longitude) => {
        const [x] = toScreen(view, { longitude, latitude: 0 }, width, height);
        return (
          <g key={`m${longitude}`}>
            <path d={`M${x} 0V${height}`} />
            <text x={x + 4} y={height - 6}>{longitude}°E</text>
          </g>
        );
      })}
      {gridLines(southEast.latitude, northWest.latitude, view.scale).map((latitude) => {
        const [, y] = toScreen(view, { longitude: 0, latitude }, width, height);
        return (
          <g key={`p${latitude}`}>
            <path d={`M0 ${y}H${width}`} />
            {y > height - 24 || y < 16 ? null : <text x={6} y={y - 4}>{latitude}°N</text>}
          </g>
        );
      })}
    </g>
  );
}
