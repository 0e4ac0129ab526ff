import { PlusOutlined } from '@ant-design/icons';
import type { Device, DeviceState } from '@edge/core';
import { Age, Card, DataTable, EmptyState, Filters, Page, Ready, StateTag, useLanguage, type Column } from '@edge/ui';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useDevices, useProfiles, useSensorTypes } from '../app/queries';
import { deviceLink } from '../live/panel';

const STATES: readonly DeviceState[] = ['online', 'stale', 'offline', 'quarantined', 'never'];

/** The ledger of devices: what stands where, and whether it speaks. */
export function DevicesPage() {
  const { t } = useTranslation();
  const p = useParams()['p'] ?? '';
  const query = useDevices(p);
  return (
    <Page
      title={t('devices.title')}
      scope={<span>{t('devices.count', { count: query.data?.length ?? 0 })}</span>}
      action={<Link to="new"><Button type="primary" icon={<PlusOutlined />}>{t('addDevice.title')}</Button></Link>}
    >
      <Ready query={query} what={t('devices.what')} rows={8}>{(devices) => <Ledger project={p} devices={devices} />}</Ready>
    </Page>
  );
}

function Ledger({ project, devices }: { project: string; devices: readonly Device[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const { data: profiles } = useProfiles();
  const { data: types } = useSensorTypes();
  const state = STATES.find((one) => one === search.get('state'));
  const shown = devices.filter((one) => state === undefined || one.state === state);
  const typeName = (id: string): string => {
    const found = types?.find((one) => one.id === id);
    return found === undefined ? id : language === 'zh' ? found.label : found.labelEn;
  };
  const columns: Column<Device>[] = [
    { key: 'name', title: t('devices.name'), card: 'title', render: (one) => <><Link to={deviceLink(project, one.id)}>{one.name}</Link> <span className="e-hint">{one.id}</span></> },
    { key: 'state', title: t('devices.state'), card: 'corner', render: (one) => <StateTag state={one.state} /> },
    { key: 'data', title: t('devices.data'), render: (one) => <Age time={one.lastDataAt} /> },
    { key: 'type', title: t('devices.type'), render: (one) => typeName(one.sensorType) },
    { key: 'model', title: t('devices.model'), card: 'none', render: (one) => { const found = profiles?.find((each) => each.id === one.profile); return found === undefined ? one.profile : `${found.maker} ${found.model}`; } },
    { key: 'gateway', title: t('devices.gateway'), card: 'none', render: (one) => <Link to={`/projects/${encodeURIComponent(project)}/gateways`}>{one.gateway}</Link> },
    { key: 'address', title: t('devices.address'), render: (one) => <code className="e-address">{one.address}</code> },
    { key: 'unit', title: t('devices.station'), card: 'none', render: (one) => one.unit ?? one.stationId ?? '—' },
  ];
  return (
    <>
      <Filters>
        <Select
          className="e-control-small" allowClear value={state} placeholder={t('devices.anyState')} aria-label={t('devices.state')}
          onChange={(value: string | undefined) => setSearch(value === undefined ? {} : { state: value }, { replace: true })}
          options={STATES.map((one) => ({ value: one, label: `${t(`state.${one}`)} ${devices.filter((each) => each.state === one).length}` }))}
        />
      </Filters>
      <Card flush label={t('devices.what')}>
        <DataTable
          caption={t('devices.what')} columns={columns} rows={shown} rowKey={(one) => one.id} onOpen={(one) => { void navigate(deviceLink(project, one.id)); }}
          footer={t('devices.count', { count: shown.length })}
          empty={<EmptyState title={t('devices.none')} hint={t('devices.noneHint')} action={<Link to="new">{t('addDevice.title')}</Link>} />}
        />
      </Card>
    </>
  );
}
