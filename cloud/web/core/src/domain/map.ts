export interface MapView {
  longitude: number;
  latitude: number;
  /** Pixels per degree of latitude. */
  scale: number;
}

export interface Located {
  longitude: number;
  latitude: number;
}

/** One degree of longitude is drawn this much narrower than one of latitude: cos 41°, the middle of the province. */
const NARROW = Math.cos((41 * Math.PI) / 180);
export const MIN_SCALE = 40;
export const MAX_SCALE = 20_000;
/** A fitted view stays wide enough to show the cities around a lonely site. */
const FITTED_SCALE = 240;

export function toScreen(view: MapView, at: Located, width: number, height: number): [number, number] {
  return [
    width / 2 + (at.longitude - view.longitude) * NARROW * view.scale,
    height / 2 - (at.latitude - view.latitude) * view.scale,
  ];
}

export function toGround(view: MapView, x: number, y: number, width: number, height: number): Located {
  return {
    longitude: view.longitude + (x - width / 2) / (NARROW * view.scale),
    latitude: view.latitude - (y - height / 2) / view.scale,
  };
}

/** The view that shows all places with room around them. */
export function fitView(places: readonly Located[], width: number, height: number, room: number): MapView {
  const longitudes = places.map((one) => one.longitude);
  const latitudes = places.map((one) => one.latitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const scale = Math.min(
    Math.max(50, width - 2 * room) / Math.max(0.02, (east - west) * NARROW),
    Math.max(50, height - 2 * room) / Math.max(0.02, north - south));
  return { longitude: (west + east) / 2, latitude: (south + north) / 2, scale: clampScale(Math.min(scale, FITTED_SCALE)) };
}

export function clampScale(scale: number): number {
  return Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
}

/** Zooms so that the ground under the pointer stays there. */
export function zoomAt(view: MapView, factor: number, x: number, y: number, width: number, height: number): MapView {
  const scale = clampScale(view.scale * factor);
  const before = toGround(view, x, y, width, height);
  const after = toGround({ ...view, scale }, x, y, width, height);
  return {
    scale,
    longitude: view.longitude + before.longitude - after.longitude,
    latitude: view.latitude + before.latitude - after.latitude,
  };
}

export interface Cluster<T> {
  x: number;
  y: number;
  members: T[];
}

/** Marks that would cover each other become one; greedy, so the same input gives the same picture. */
export function clusterMarks<T>(marks: readonly { x: number; y: number; item: T }[], distance: number): Cluster<T>[] {
  const clusters: Cluster<T>[] = [];
  for (const { x, y, item } of marks) {
    const near = clusters.find((one) => Math.hypot(one.x - x, one.y - y) < distance);
    if (near === undefined) {
      clusters.push({ x, y, members: [item] });
      continue;
    }
    near.x = (near.x * near.members.length + x) / (near.members.length + 1);
    near.y = (near.y * near.members.length + y) / (near.members.length + 1);
    near.members.push(item);
  }
  return clusters;
}

/** Whole steps of a graticule inside a range: 1°, or finer once zoomed in. */
export function gridLines(from: number, to: number, scale: number): number[] {
  const step = scale > 2500 ? 0.05 : scale > 900 ? 0.1 : scale > 300 ? 0.5 : 1;
  const lines: number[] = [];
  for (let at = Math.ceil(from / step); at * step <= to; at++) lines.push(Math.round(at * step * 100) / 100);
  return lines;
}
