import { ApiProblem, CURVES, thresholdsOf, type Device } from '@edge/core';
import { Age, Card, chartModels, Curve, EmptyState, ErrorState, Facts, Page, Ready, StateTag, useLanguage } from '@edge/ui';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useCatalogue, useDevices, useHistory, useProfiles, useRules, useSensorTypes } from '../app/queries';
import { shownOf, type Shown } from '../live/panel';
import { Tiles } from '../live/Tiles';
import { usePresent } from '../live/usePresent';
import { Outputs } from './Outputs';
import { RangeBar } from './RangePicker';
import { RemoveDevice } from './RemoveDevice';
import { useParameterLabel } from './useParameterLabel';
import { useRange } from './useRange';
import './devices.css';

/** One device: its values now and any stretch of its past, gaps as gaps. */
export function DevicePage() {
  const { t } = useTranslation();
  const { p = '', d = '' } = useParams();
  const query = useDevices(p);
  return (
    <Ready query={query} what={t('devices.name')} rows={10}>
      {(devices) => {
        const device = devices.find((one) => one.id === d);
        return device === undefined ? <ErrorState error={new ApiProblem('not-found', 404)} what={t('devices.name')} /> : <DeviceView project={p} device={device} />;
      }}
    </Ready>
  );
}

function DeviceView({ project, device }: { project: string; device: Device }) {
  const { t } = useTranslation();
  const present = usePresent(project);
  const { data: profiles } = useProfiles();
  const catalogue = useCatalogue();
  const shown = shownOf(device, present);
  const profile = profiles?.find((one) => one.id === device.profile);
  const label = useParameterLabel(device.sensorType);
  const parameters = Object.entries(device.parameters ?? {});
  return (
    <Page
      title={device.name}
      back={<Link className="e-back" to={`/projects/${encodeURIComponent(project)}/devices`}>← {t('devices.title')}</Link>}
      scope={<><StateTag state={shown.state} /><span>{t('devices.data')} <Age time={device.lastDataAt} /></span></>}
    >
      <Card title={t('devices.history')}><History project={project} device={device} /></Card>
      <Outputs project={project} shown={shown} />
      <Card title={t('devices.now')}><Tiles project={project} shown={shown} points={valuesFirst(shown, catalogue.all(device.profile).map((one) => one.id))} /></Card>
      <Card title={t('devices.facts')} aside={<RemoveDevice project={project} device={device} />}>
        <Facts
          items={[
            [t('devices.model'), profile === undefined ? device.profile : `${profile.maker} ${profile.model}`], [t('devices.gateway'), device.gateway],
            [t('devices.address'), <code key="a" className="e-address">{device.address}</code>], [t('devices.station'), device.unit ?? device.stationId ?? '—'],
            ...parameters.map(([name, value]) => [label(name), value] as const),
          ]}
        />
      </Card>
    </Page>
  );
}

/** Points that have spoken come before those that never did. */
function valuesFirst(shown: Shown, points: string[]): string[] {
  return [...points.filter((one) => shown.value(one) !== undefined), ...points.filter((one) => shown.value(one) === undefined)];
}

const MOST_POINTS = 6;

function History({ project, device }: { project: string; device: Device }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const catalogue = useCatalogue();
  const range = useRange();
  const [search, setSearch] = useSearchParams();
  const all = catalogue.all(device.profile);
  const asked = search.getAll('point').filter((one) => all.some((each) => each.id === one));
  const usual = (CURVES[device.sensorType] ?? []).filter((one) => all.some((each) => each.id === one));
  const points = asked.length > 0 ? asked : usual.length > 0 ? usual : all.slice(0, 2).map((one) => one.id);
  const language = useLanguage();
  const { data: rules } = useRules(project);
  const { data: types } = useSensorTypes();
  const limits = rules && types ? thresholdsOf({ rules, types, device, language }) : undefined;
  const query = useHistory(project, device.id, { points, from: range.from, to: range.to, buckets: 600 });
  if (all.length === 0) return <EmptyState title={t('devices.noPoints')} />;
  return (
    <div className="e-history">
      <div className="e-filters">
        <RangeBar range={range} />
        <Select
          mode="multiple" className="e-history-points" value={points} maxCount={MOST_POINTS} maxTagCount="responsive" aria-label={t('devices.pickPoints')}
          showSearch={{ optionFilterProp: 'label' }} options={all.map((one) => ({ value: one.id, label: one.label }))}
          onChange={(next: string[]) => setSearch((held) => {
            held.delete('point');
            next.forEach((one) => held.append('point', one));
            return held;
          }, { replace: true })}
        />
        {query.data === undefined ? null : <span className="e-hint">{query.data.raw ? t('devices.raw') : t('devices.averaged', { seconds: query.data.bucketSeconds })}</span>}
      </div>
      <Ready query={query} what={t('devices.history')} rows={8}>
        {(history) => (
          <div className={`e-history-charts${query.isPlaceholderData ? ' e-history-old' : ''}`}>
            {chartModels(history, device.profile, catalogue, limits).map((model) => (
              <Curve key={model.series[0]?.point} model={model} height={model.flag ? 110 : 230} onZoom={range.setRange} onEvent={(id) => { void navigate(`/warnings/${encodeURIComponent(id)}`); }} />
            ))}
          </div>
        )}
      </Ready>
    </div>
  );
}
