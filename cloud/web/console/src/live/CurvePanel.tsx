import { CURVES } from '@edge/core';
import { DeviceCard, type PanelProps } from './panel';
import { LiveCurves } from './LiveCurves';
import { Tiles } from './Tiles';

/** Figures on top, the last hour below: dust, noise, formwork. */
export function CurvePanel({ title, tiles, ...props }: PanelProps & { title: string; tiles: readonly string[] }) {
  return (
    <DeviceCard title={title} props={props} className="e-span-6">
      {(shown) => (
        <div className="e-stack">
          <Tiles project={props.project} shown={shown} points={tiles} />
          <LiveCurves project={props.project} shown={shown} points={CURVES[shown.device.sensorType] ?? []} height={150} />
        </div>
      )}
    </DeviceCard>
  );
}
