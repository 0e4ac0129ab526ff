import { Tiles } from './Tiles';
import { DeviceCard, shownOf, type PanelProps } from './panel';
import { useCatalogue } from '../app/queries';

/** Devices of a kind without a panel of its own still show all their values. */
export function DevicesPanel(props: PanelProps) {
  const catalogue = useCatalogue();
  return props.devices.map((device) => (
    <DeviceCard key={device.id} title={device.name} props={{ ...props, devices: [device] }} className="e-span-6">
      {() => <Tiles project={props.project} shown={shownOf(device, props.present)} points={catalogue.all(device.profile).map((one) => one.id)} />}
    </DeviceCard>
  ));
}
