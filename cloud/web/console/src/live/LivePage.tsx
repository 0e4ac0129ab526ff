import { SENSOR, type Device, type ProjectDetail, projectName } from '@edge/core';
import { Age, EmptyState, Page, Ready, useLanguage } from '@edge/ui';
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useDevices, useLatest, useProject } from '../app/queries';
import { CameraPanel } from './CameraPanel';
import { CranePanel } from './CranePanel';
import { CurvePanel } from './CurvePanel';
import { DeviceStates } from './DeviceStates';
import { DevicesPanel } from './DevicesPanel';
import { GasPanel } from './GasPanel';
import { GpioPanel } from './GpioPanel';
import { HoistPanel } from './HoistPanel';
import type { PanelProps } from './panel';
import { PitPanel } from './PitPanel';
import { ProjectWarnings } from './ProjectWarnings';
import { usePresent } from './usePresent';
import './live.css';

export function LivePage() {
  const { t } = useTranslation();
  const p = useParams()['p'] ?? '';
  const query = useProject(p);
  return <Ready query={query} what={t('project.what')} rows={12}>{(project) => <Live project={project} />}</Ready>;
}

function Live({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const devices = useDevices(project.id);
  const latest = useLatest(project.id);
  const base = `/projects/${encodeURIComponent(project.id)}`;
  return (
    <Page
      title={projectName(project, language)}
      scope={(
        <>
          <span>{project.division.name} · {project.stage}</span>
          <span>{t('project.asOf')} <Age time={latest.data?.at ?? project.lastDataAt} /></span>
        </>
      )}
      action={<Link to={`${base}/devices/new`}><Button icon={<PlusOutlined />}>{t('project.addDevice')}</Button></Link>}
    >
      <Ready query={devices} what={t('devices.what')} rows={8}>
        {(list) => (list.length === 0
          ? <EmptyState title={t('project.noDevices')} hint={t('project.noDevicesHint')} action={<Link to={`${base}/devices/new`}>{t('project.addDevice')}</Link>} />
          : <Panels project={project.id} devices={list} />)}
      </Ready>
    </Page>
  );
}

function Panels({ project, devices }: { project: string; devices: Device[] }) {
  const { t } = useTranslation();
  const present = usePresent(project);
  const of = (sensorType: string): PanelProps | undefined => {
    const own = devices.filter((one) => one.sensorType === sensorType);
    return own.length === 0 ? undefined : { project, devices: own, present };
  };
  const crane = of(SENSOR.crane);
  const dust = of(SENSOR.dust);
  const formwork = of(SENSOR.formwork);
  const pit = of(SENSOR.pit);
  const gases = of(SENSOR.gases);
  const gpio = of(SENSOR.gpio);
  const hoist = of(SENSOR.hoist);
  const camera = of(SENSOR.camera);
  const known: string[] = Object.values(SENSOR);
  const others = devices.filter((one) => !known.includes(one.sensorType));
  const dustLatest = present.latest.find((one) => devices.some((each) => each.id === one.device && each.sensorType === SENSOR.dust) && one.state === 'online');
  return (
    <div className="e-live">
      <ProjectWarnings project={project} />
      <DeviceStates project={project} devices={devices} latest={present.latest} />
      {crane === undefined ? null : <CranePanel {...crane} weather={dustLatest} />}
      {camera === undefined ? null : <CameraPanel {...camera} />}
      {dust === undefined ? null : <CurvePanel {...dust} title={t('panel.dust')} tiles={['pm10', 'pm25', 'tsp', 'noise', 'wind-speed', 'humidity']} />}
      {formwork === undefined ? null : <CurvePanel {...formwork} title={t('panel.formwork')} tiles={['axial-force', 'settlement', 'horizontal-displacement', 'tilt']} />}
      {pit === undefined ? null : <PitPanel {...pit} />}
      {gases === undefined ? null : <GasPanel {...gases} />}
      {hoist === undefined ? null : <HoistPanel {...hoist} />}
      {gpio === undefined ? null : <GpioPanel {...gpio} />}
      {others.length === 0 ? null : <DevicesPanel project={project} devices={others} present={present} />}
      <p className="e-hint e-live-legend">{t('project.legend')}</p>
    </div>
  );
}
