import { formatNumber, type CraneShape } from '@edge/core';
import { useTranslation } from 'react-i18next';
import type { CraneReading } from './CranePlan';
import './crane.css';

interface Props {
  name: string;
  shape: CraneShape;
  reading: CraneReading;
}

/** The crane from the side, to scale: mast, jib, trolley, rope, hook and load, with radius and height as dimensions. */
export function CraneSide({ name, shape, reading }: Props) {
  const { t } = useTranslation();
  const { jib, counterJib, mast } = shape;
  const apex = Math.max(5, jib * 0.11);
  const left = -counterJib - jib * 0.07;
  const width = jib * 1.07 - left;
  const top = -(mast + apex + jib * 0.08);
  const height = mast + apex + jib * 0.08 + jib * 0.1;
  const s = width / 480;
  const loaded = (reading.load ?? 0) > 0.05;
  const hook = reading.hook ?? 0;
  return (
    <svg
      className={`e-crane e-crane-side${reading.stale ? ' e-crane-frozen' : ''}`} viewBox={`${left} ${top} ${width} ${height}`} role="img"
      aria-label={t('crane.sideAlt', { name, radius: formatNumber(reading.radius, 1), height: formatNumber(reading.hook, 1), load: formatNumber(reading.load, 2) })}
    >
      <path className="e-crane-ground" d={`M${left} 0H${left + width}`} />
      <rect className="e-crane-base" x={-3} y={-1.2} width={6} height={1.2} />
      <Ruler mast={mast} left={left} s={s} />
      <path className="e-crane-limit" d={`M${shape.minRadius} ${-shape.maxHook}H${jib}`} />
      <text className="e-crane-hint" x={jib} y={-shape.maxHook + 14 * s} fontSize={11 * s} textAnchor="end">{t('crane.maxHook', { value: formatNumber(shape.maxHook, 0) })}</text>
      <g className={reading.momentLevel === undefined ? '' : `e-tone-${reading.momentLevel}`}>
        <Lattice x={-0.9} width={1.8} mast={mast} />
        <path className="e-crane-chord" d={`M0 ${-mast}V${-mast - apex}M0 ${-mast - apex}L${jib * 0.62} ${-mast - 1.6}M0 ${-mast - apex}L${-counterJib * 0.85} ${-mast}`} />
        <JibSide jib={jib} counterJib={counterJib} mast={mast} />
      </g>
      <rect className="e-crane-cab" x={1.1} y={-mast - 0.4} width={1.9} height={2.4} />
      {reading.radius === null ? null : (
        <g className={`e-crane-move${reading.momentLevel === undefined ? '' : ` e-tone-${reading.momentLevel}`}`} style={{ transform: `translate(${reading.radius}px, 0px)` }}>
          <rect className="e-crane-trolley" x={-1.4} y={-mast} width={2.8} height={1.1} />
          {reading.hook === null ? null : (
            <>
              <g className="e-crane-rope" style={{ transform: `translate(0px, ${-mast}px) scaleY(${Math.max(0.01, mast - hook)})` }}>
                <path d="M-.4 0V1M.4 0V1" />
              </g>
              <g className="e-crane-move" style={{ transform: `translate(0px, ${-hook}px)` }}>
                <circle className="e-crane-hook" r={0.9} />
                {loaded ? <rect className="e-crane-load" x={-2.2} y={1.2} width={4.4} height={2.6} /> : null}
                <text className="e-crane-strong" x={4 * s + 3} y={4 * s} fontSize={14 * s}>{formatNumber(reading.load, 2)} t</text>
              </g>
            </>
          )}
        </g>
      )}
      <Dimensions reading={reading} mast={mast} top={-mast - apex - jib * 0.03} s={s} />
    </svg>
  );
}

function Lattice({ x, width, mast }: { x: number; width: number; mast: number }) {
  const bays = Math.max(6, Math.round(mast / 2.5));
  const zigzag = Array.from({ length: bays + 1 }, (_, at) => `${at % 2 === 0 ? x : x + width} ${(-mast * at) / bays}`).join('L');
  return (
    <>
      <path className="e-crane-lattice" d={`M${zigzag}`} />
      <path className="e-crane-chord" d={`M${x} 0V${-mast}H${x + width}V0`} />
    </>
  );
}

function JibSide({ jib, counterJib, mast }: { jib: number; counterJib: number; mast: number }) {
  const bays = Math.max(8, Math.round(jib / 2.5));
  const zigzag = Array.from({ length: bays + 1 }, (_, at) => `${(jib * at) / bays} ${at % 2 === 0 ? -mast : -mast - 1.6}`).join('L');
  return (
    <>
      <path className="e-crane-lattice" d={`M${zigzag}`} />
      <path className="e-crane-chord" d={`M0 ${-mast}H${jib}M0 ${-mast - 1.6}H${jib - 1}L${jib} ${-mast}M0 ${-mast}H${-counterJib}`} />
      <rect className="e-crane-weight" x={-counterJib} y={-mast} width={3} height={3.6} />
    </>
  );
}

function Ruler({ mast, left, s }: { mast: number; left: number; s: number }) {
  const step = mast > 80 ? 20 : 10;
  return (
    <g className="e-crane-hint">
      {Array.from({ length: Math.floor(mast / step) }, (_, at) => (at + 1) * step).map((metres) => (
        <g key={metres}>
          <path className="e-crane-tick" d={`M${left} ${-metres}h${6 * s}`} />
          <text x={left + 9 * s} y={-metres + 4 * s} fontSize={11 * s}>{metres} m</text>
        </g>
      ))}
    </g>
  );
}

function Dimensions({ reading, mast, top, s }: { reading: CraneReading; mast: number; top: number; s: number }) {
  const { radius, hook } = reading;
  if (radius === null) return null;
  return (
    <g className="e-crane-dimension">
      <path d={`M0 ${-mast - 2}V${top}M${radius} ${-mast - 2}V${top}M0 ${top + 3 * s}H${radius}`} />
      <text x={radius / 2} y={top - 3 * s} fontSize={13 * s} textAnchor="middle">{formatNumber(radius, 1)} m</text>
      {hook === null ? null : (
        <>
          <path d={`M${radius} ${-hook + 5}V0`} strokeDasharray={`${3 * s} ${3 * s}`} />
          <text x={radius + 2.4 + 4 * s} y={Math.min(-4 * s, -hook / 2 + 6 * s)} fontSize={13 * s}>↕ {formatNumber(hook, 1)} m</text>
        </>
      )}
    </g>
  );
}
