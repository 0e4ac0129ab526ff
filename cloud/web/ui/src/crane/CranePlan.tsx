import { formatNumber, polar, scaleBar, sectorPath, type CraneShape, type Level, type Neighbour } from '@edge/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlewed, useTurn } from './useEased';
import './crane.css';

export interface CraneReading {
  radius: number | null;
  slew: number | null;
  hook: number | null;
  load: number | null;
  wind: number | null;
  windFrom: number | null;
  time: string | undefined;
  /** The part that is in warning takes the level's colour. */
  momentLevel: Level | undefined;
  windLevel: Level | undefined;
  stale: boolean;
}

interface Props {
  name: string;
  shape: CraneShape;
  reading: CraneReading;
  neighbours: readonly (Neighbour & { slew: number | null })[];
}

/** The crane from above, to scale: sweep, jib, trolley, neighbours and where the sweeps overlap. */
export function CranePlan({ name, shape, reading, neighbours }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const turn = useTurn(reading.slew ?? 0);
  const sector = useSlewed(reading.slew, reading.time);
  const near = neighbours.filter((one) => one.near);
  const half = shape.jib * (near.length > 0 ? 1.36 : 1.16);
  const size = (pixels: number): number => (pixels * 2 * half) / 400;
  const bar = scaleBar(2 * half);
  return (
    <svg
      className={`e-crane e-crane-plan${reading.stale ? ' e-crane-frozen' : ''}`} viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`} role="img"
      aria-label={t('crane.planAlt', { name, slew: formatNumber(reading.slew, 0), radius: formatNumber(reading.radius, 1) })}
    >
      <defs>
        <clipPath id={`${id}-own`}><circle r={shape.jib} /></clipPath>
        <clipPath id={`${id}-frame`}><rect x={-half} y={-half} width={2 * half} height={2 * half} /></clipPath>
      </defs>
      <circle className="e-crane-sweep" r={shape.jib} />
      <g clipPath={`url(#${id}-frame)`}>
        {near.map((one) => <NeighbourMark key={one.id} neighbour={one} clip={`${id}-own`} font={size(12)} label={t('crane.overlap')} />)}
      </g>
      {sector === undefined || sector[1] - sector[0] < 1 ? null : (
        <path className="e-crane-sector" d={sectorPath(shape.minRadius, shape.jib, sector[0], sector[1])}><title>{t('crane.sector')}</title></path>
      )}
      <circle className="e-crane-min" r={shape.minRadius} />
      {reading.slew === null ? null : (
        <g className={`e-crane-turn${reading.momentLevel === undefined ? '' : ` e-tone-${reading.momentLevel}`}`} style={{ transform: `rotate(${turn}deg)` }}>
          <Jib shape={shape} />
          {reading.radius === null ? null : (
            <g className="e-crane-move" style={{ transform: `translate(0px, ${-reading.radius}px)` }}>
              <rect className="e-crane-trolley" x={-1.6} y={-1.6} width={3.2} height={3.2} />
              <circle className="e-crane-hook" r={size(5)} />
            </g>
          )}
        </g>
      )}
      <rect className="e-crane-mast" x={-1.1} y={-1.1} width={2.2} height={2.2} />
      <g transform={`translate(${-half + size(26)} ${-half + size(30)})`}><North size={size} label={t('crane.north')} /></g>
      <g transform={`translate(${half - size(40)} ${-half + size(34)})`}><Wind reading={reading} size={size} /></g>
      <g transform={`translate(${-half + size(12)} ${half - size(12)})`}>
        <path className="e-crane-scale" d={`M0 ${-size(5)}V0H${bar}V${-size(5)}`} />
        <text x={bar + size(6)} y={0} fontSize={size(12)}>{t('crane.scale', { length: bar })}</text>
      </g>
    </svg>
  );
}

function Jib({ shape }: { shape: CraneShape }) {
  const bays = Math.max(6, Math.round(shape.jib / 3));
  const zigzag = Array.from({ length: bays + 1 }, (_, at) => `${at % 2 === 0 ? -0.8 : 0.8} ${(-shape.jib * at) / bays}`).join('L');
  return (
    <>
      <path className="e-crane-lattice" d={`M${zigzag}`} />
      <path className="e-crane-chord" d={`M-.8 0V${-shape.jib}H.8V0M-.8 0V${shape.counterJib}M.8 0V${shape.counterJib}`} />
      <rect className="e-crane-weight" x={-1.7} y={shape.counterJib - 3} width={3.4} height={3} />
    </>
  );
}

function NeighbourMark({ neighbour, clip, font, label }: { neighbour: Neighbour & { slew: number | null }; clip: string; font: number; label: string }) {
  const { dx, dy, shape, slew, name } = neighbour;
  const away = Math.hypot(dx, dy);
  const [tipX, tipY] = slew === null ? [dx, dy] : polar(dx, dy, shape.jib, slew);
  const inward = Math.max(0.1, (away - shape.jib * 0.8) / away);
  return (
    <g className="e-crane-neighbour">
      <g clipPath={`url(#${clip})`}><circle className="e-crane-overlap" cx={dx} cy={dy} r={shape.jib}><title>{label}</title></circle></g>
      <circle className="e-crane-other" cx={dx} cy={dy} r={shape.jib} />
      {slew === null ? null : <path className="e-crane-other-jib" d={`M${dx} ${dy}L${tipX} ${tipY}`} />}
      <text x={dx * inward} y={dy * inward} fontSize={font} textAnchor="middle">{name}</text>
    </g>
  );
}

function North({ size, label }: { size: (pixels: number) => number; label: string }) {
  const s = size(1);
  return (
    <g className="e-crane-north">
      <path d={`M0 ${-12 * s}L${5 * s} ${6 * s}L0 ${2 * s}L${-5 * s} ${6 * s}Z`} />
      <text y={20 * s} fontSize={12 * s} textAnchor="middle">{label}</text>
    </g>
  );
}

function Wind({ reading, size }: { reading: CraneReading; size: (pixels: number) => number }) {
  const { t } = useTranslation();
  const s = size(1);
  return (
    <g className={`e-crane-wind${reading.windLevel === undefined ? '' : ` e-tone-${reading.windLevel}`}`}>
      <title>{reading.windFrom === null ? `${t('crane.wind')} · ${t('crane.windUnknown')}` : t('crane.wind')}</title>
      {reading.windFrom === null ? (
        <path d={`M${-12 * s} ${-4 * s}h${20 * s}M${-12 * s} ${1 * s}h${14 * s}`} />
      ) : (
        <path transform={`rotate(${reading.windFrom + 180})`} d={`M0 ${12 * s}V${-12 * s}M${-5 * s} ${-6 * s}L0 ${-12 * s}L${5 * s} ${-6 * s}`} />
      )}
      <text y={26 * s} fontSize={12 * s} textAnchor="middle">{formatNumber(reading.wind, 1)} m/s</text>
    </g>
  );
}
