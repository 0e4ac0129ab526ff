import { formatValue } from '@edge/core';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue } from '../app/queries';
import { LiveVideo } from './LiveVideo';
import { DeviceCard, deviceLink, type PanelProps, type Shown } from './panel';

/** A camera: its live picture on demand, and what the detectors hold to be so. */
export function CameraPanel(props: PanelProps) {
  const { t } = useTranslation();
  return (
    <DeviceCard title={t('camera.title')} props={props} className="e-span-6">
      {(shown) => (
        <>
          <Picture key={shown.device.id} project={props.project} camera={shown.device.id} />
          <States project={props.project} shown={shown} />
        </>
      )}
    </DeviceCard>
  );
}

function Picture({ project, camera }: { project: string; camera: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <div className="e-camera">
      {shown
        ? <LiveVideo project={project} camera={camera} onStop={() => setShown(false)} />
        : <div className="e-camera-off"><Button type="primary" onClick={() => setShown(true)}>{t('camera.play')}</Button></div>}
    </div>
  );
}

/** Only what is not normal, and what is counted. */
function States({ project, shown }: { project: string; shown: Shown }) {
  const catalogue = useCatalogue();
  const points = catalogue.all(shown.device.profile).filter((one) => {
    const value = shown.number(one.id);
    return value !== null && (value !== 0 || one.id === 'people' || one.id === 'no-helmet');
  });
  return (
    <ul className="e-camera-states">
      {points.map((one) => (
        <li key={one.id} className={shown.level(one.id) === undefined ? '' : 'e-camera-alarm'}>
          <Link className="e-plain" to={`${deviceLink(project, shown.device.id)}?point=${one.id}`}>
            {one.label} <strong className="e-number">{one.flag ? '' : `${formatValue(shown.number(one.id), one.unit)} ${one.unit}`}</strong>
          </Link>
        </li>
      ))}
    </ul>
  );
}
