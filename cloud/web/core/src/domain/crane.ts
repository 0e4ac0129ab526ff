import type { Device } from '../api/types';

/** Geometry of a tower crane from its parameters, metres; the jib foot is the origin of its own drawing. */
export interface CraneShape {
  jib: number;
  counterJib: number;
  mast: number;
  minRadius: number;
  maxHook: number;
  maxLoad: number | undefined;
  x: number;
  y: number;
  /** False when the device states no jib length and a usual one is drawn: the page then says so. */
  stated: boolean;
}

const USUAL = { jib: 56, mast: 40 };

export function craneShape(parameters: Record<string, number> | null | undefined): CraneShape {
  const read = (name: string): number | undefined => {
    const value = parameters?.[name];
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  const jib = read('jib-length') ?? USUAL.jib;
  const mast = read('mast-height') ?? read('max-hook-height') ?? USUAL.mast;
  return {
    jib,
    counterJib: read('counter-jib-length') ?? jib * 0.25,
    mast,
    minRadius: read('min-radius') ?? 2.5,
    maxHook: read('max-hook-height') ?? mast,
    maxLoad: read('max-load'),
    x: read('position-x') ?? 0,
    y: read('position-y') ?? 0,
    stated: read('jib-length') !== undefined,
  };
}

/** Point at a distance and bearing; 0° is north (up), clockwise positive, y grows downwards as on a screen. */
export function polar(x: number, y: number, distance: number, degrees: number): [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [x + distance * Math.sin(angle), y - distance * Math.cos(angle)];
}

/** An SVG path of a ring sector between two bearings. */
export function sectorPath(inner: number, outer: number, from: number, to: number): string {
  const span = Math.min(359.99, to - from);
  const large = span > 180 ? 1 : 0;
  const end = from + span;
  const [ax, ay] = polar(0, 0, outer, from);
  const [bx, by] = polar(0, 0, outer, end);
  const [cx, cy] = polar(0, 0, inner, end);
  const [dx, dy] = polar(0, 0, inner, from);
  const f = (value: number): string => value.toFixed(2);
  return `M${f(ax)} ${f(ay)}A${f(outer)} ${f(outer)} 0 ${large} 1 ${f(bx)} ${f(by)}L${f(cx)} ${f(cy)}`
    + `A${f(inner)} ${f(inner)} 0 ${large} 0 ${f(dx)} ${f(dy)}Z`;
}

export interface Neighbour {
  id: string;
  name: string;
  shape: CraneShape;
  /** Position relative to the crane that is drawn, metres, screen axes. */
  dx: number;
  dy: number;
  /** True when the two sweeps overlap in plan. */
  overlaps: boolean;
  /** True when its sweep comes near enough to be drawn. */
  near: boolean;
}

export function neighboursOf(device: Device, all: readonly Device[]): Neighbour[] {
  const own = craneShape(device.parameters);
  return all
    .filter((one) => one.id !== device.id && one.sensorType === device.sensorType)
    .filter((one) => one.parameters?.['position-x'] !== undefined)
    .map((one) => {
      const shape = craneShape(one.parameters);
      const dx = shape.x - own.x;
      const dy = own.y - shape.y;
      const away = Math.hypot(dx, dy);
      return { id: one.id, name: one.name, shape, dx, dy, overlaps: away < own.jib + shape.jib, near: away < own.jib * 1.3 + shape.jib };
    });
}

/** The whole turns that lie between two bearings, so that an eased jib takes the short way. */
export function nearestTurn(before: number, next: number): number {
  return next + 360 * Math.round((before - next) / 360);
}

/** A length for the scale bar: 1, 2 or 5 times a power of ten, about a quarter of what is seen. */
export function scaleBar(width: number): number {
  const wanted = width / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const unit = wanted / power;
  return (unit >= 5 ? 5 : unit >= 2 ? 2 : 1) * power;
}
