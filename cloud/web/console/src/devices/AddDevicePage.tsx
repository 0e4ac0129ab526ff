import { EmptyState, Page, Ready, toast } from '@edge/ui';
import { ApiProblem, type DeviceDraft, type Gateway, type Profile } from '@edge/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../app/client';
import { keys, useDevices, useGateways, useProfiles } from '../app/queries';
import { deviceLink } from '../live/panel';
import { DeviceFields } from './DeviceFields';
import { draftOf, type DeviceForm } from './draft';
import { TestResult } from './TestResult';
import './devices.css';

/** Eight fields at most, and nothing is saved that the gateway has not read once. */
export function AddDevicePage() {
  const { t } = useTranslation();
  const p = useParams()['p'] ?? '';
  const gateways = useGateways(p);
  const profiles = useProfiles();
  const base = `/projects/${encodeURIComponent(p)}`;
  return (
    <Page title={t('addDevice.title')} scope={<span>{t('addDevice.step')}</span>} back={<Link className="e-back" to={`${base}/devices`}>← {t('devices.title')}</Link>}>
      <Ready query={gateways} what={t('gateways.what')} rows={6}>
        {(list) => (list.length === 0
          ? <EmptyState title={t('addDevice.noGateway')} hint={t('addDevice.noGatewayHint')} action={<Link to={`${base}/gateways`}>{t('gateways.title')}</Link>} />
          : <Ready query={profiles} what={t('devices.model')} rows={6}>{(known) => <AddDevice project={p} gateways={list} profiles={known} />}</Ready>)}
      </Ready>
    </Page>
  );
}

function AddDevice({ project, gateways, profiles }: { project: string; gateways: readonly Gateway[]; profiles: readonly Profile[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: devices } = useDevices(project);
  const [form] = Form.useForm<DeviceForm>();
  const [tested, setTested] = useState<string>();
  const values: DeviceForm | undefined = Form.useWatch([], form);
  const profile = profiles.find((one) => one.id === values?.profile);
  const now = values === undefined ? '' : JSON.stringify(draftOf(values, profile));
  const showFaults = (error: Error): void => {
    if (!(error instanceof ApiProblem)) return;
    const names = ['gateway', 'profile', 'name', 'id', 'address', 'unit', 'stationId', 'password'] as const;
    form.setFields(names.flatMap((name) => { const faults = error.errors[name]; return faults === undefined ? [] : [{ name, errors: faults }]; }));
  };
  const test = useMutation({
    mutationFn: (draft: DeviceDraft) => api.testDevice(project, draft),
    onSuccess: (answer, draft) => setTested(answer.ok ? JSON.stringify(draft) : undefined),
    onError: showFaults,
  });
  const save = useMutation({
    mutationFn: (draft: DeviceDraft) => api.addDevice(project, draft),
    onSuccess: (_, draft) => {
      toast('done', t('addDevice.saved'));
      void client.invalidateQueries({ queryKey: keys.devices(project) });
      void navigate(deviceLink(project, draft.id));
    },
    onError: showFaults,
  });
  const withDraft = (run: (draft: DeviceDraft) => void): void => {
    form.validateFields().then((valid) => run(draftOf(valid, profile)), () => undefined);
  };
  return (
    <div className="e-add">
      <DeviceFields
        form={form} gateways={gateways} profiles={profiles} profile={profile} taken={(devices ?? []).map((one) => one.id)}
        testing={test.isPending} saving={save.isPending} canSave={tested !== undefined && tested === now} testedOnce={test.isSuccess}
        onTest={() => withDraft((draft) => test.mutate(draft))} onSave={() => withDraft((draft) => save.mutate(draft))}
      />
      <TestResult answer={test.data} error={test.error ?? save.error} pending={test.isPending} profile={profile} changed={tested !== undefined && tested !== now} />
    </div>
  );
}
