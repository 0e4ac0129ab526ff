import type { Device, DeviceLatest, DeviceState } from '@edge/core';
import { Age, Card, StateTag } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { deviceLink } from './panel';

const ORDER: readonly DeviceState[] = ['online', 'stale', 'quarantined', 'offline', 'never'];

/** Every device with its state; what needs a look comes first. */
export function DeviceStates({ project, devices, latest }: { project: string; devices: readonly Device[]; latest: readonly DeviceLatest[] }) {
  const { t } = useTranslation();
  const stated = devices.map((device) => {
    const own = latest.find((one) => one.device === device.id);
    const newest = own?.points.map((one) => one.time).sort().at(-1);
    return { device, state: own?.state ?? device.state, at: newest ?? device.lastDataAt };
  }).sort((a, b) => ORDER.indexOf(b.state) - ORDER.indexOf(a.state));
  return (
    <Card
      className="e-span-6"
      title={t('project.states')}
      aside={ORDER.map((state) => {
        const count = stated.filter((one) => one.state === state).length;
        return count === 0 ? null : (
          <Link key={state} className="e-plain" to={`/projects/${encodeURIComponent(project)}/devices?state=${state}`}>
            <StateTag state={state} /> <strong className="e-number">{count}</strong>
          </Link>
        );
      })}
    >
      <ul className="e-device-states">
        {stated.map(({ device, state, at }) => (
          <li key={device.id}>
            <Link to={deviceLink(project, device.id)}>{device.name}</Link>
            <StateTag state={state} />
            <Age time={at} className="e-hint" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
