import type { CameraEncoding, CameraNetwork, CameraOnvif, VideoCamera } from '@edge/core';
import { Card, Facts, Ready, toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Popconfirm, Select } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { videoApi } from '../app/client';
import { useOnvif } from './videoQueries';
import { useVideoWords } from './words';

/** A camera's own settings, read from it and set by way of its gateway. */
export function CameraSettings({ project, camera }: { project: string; camera: VideoCamera }) {
  const { t } = useVideoWords();
  const query = useOnvif(project, camera.id);
  return <Ready query={query} what={t('video.settings')} rows={10}>{(device) => <Settings project={project} camera={camera.id} device={device} />}</Ready>;
}

function Settings({ project, camera, device }: { project: string; camera: string; device: CameraOnvif }) {
  const { t } = useVideoWords();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: (answer) => {
      const message = typeof answer === 'object' && answer !== null && 'message' in answer ? String(answer.message) : t('video.saved');
      toast('done', message);
      void client.invalidateQueries({ queryKey: ['video-onvif', project, camera] });
    },
  });
  const problem = useProblemText(run.error);
  const { isError } = run;
  useEffect(() => { if (isError) toast('failed', problem); }, [isError, problem]);
  return (
    <div className="e-camera-settings">
      <Card title={t('video.info')}>
        <Facts items={[[t('video.maker'), device.maker], [t('video.model'), device.model], [t('video.firmware'), device.firmware], [t('video.serial'), device.serial], [t('video.clock'), device.clockError === null ? '—' : t('video.seconds', { count: device.clockError })]]} />
      </Card>
      {device.network === null ? null : <Network network={device.network} busy={run.isPending} onSave={(next) => run.mutate(() => videoApi.setNetwork(project, camera, next))} />}
      {device.streams.map((one) => (one.encoding === null ? null : (
        <Encoding key={one.token} name={one.name} encoding={one.encoding} busy={run.isPending} onSave={(next) => run.mutate(() => videoApi.setEncoding(project, camera, next))} />
      )))}
      <Password busy={run.isPending} onSave={(password) => run.mutate(() => videoApi.setPassword(project, camera, password))} />
      <Card title={t('video.maintain')}>
        <div className="e-actions-row">
          <Button onClick={() => run.mutate(() => videoApi.act(project, camera, 'time'))}>{t('video.syncTime')}</Button>
          <Sure onYes={() => run.mutate(() => videoApi.act(project, camera, 'restart'))}><Button>{t('video.restart')}</Button></Sure>
          <Sure onYes={() => run.mutate(() => videoApi.reset(project, camera))}><Button danger>{t('video.reset')}</Button></Sure>
        </div>
        <p className="e-hint">{t('video.resetHint')}</p>
      </Card>
    </div>
  );
}

function Sure({ onYes, children }: { onYes: () => void; children: ReactNode }) {
  const { t } = useVideoWords();
  return <Popconfirm title={t('video.sure')} okText={t('video.save')} cancelText={t('video.cancel')} onConfirm={onYes}>{children}</Popconfirm>;
}

function Network({ network, busy, onSave }: { network: CameraNetwork; busy: boolean; onSave: (next: CameraNetwork) => void }) {
  const { t } = useVideoWords();
  return (
    <Card title={t('video.network')}>
      <Form layout="vertical" className="e-camera-form" initialValues={network} onFinish={(values: CameraNetwork) => onSave({ ...values, token: network.token })}>
        <Form.Item name="address" label={t('video.ip')} rules={[{ required: true, pattern: /^\d{1,3}(\.\d{1,3}){3}$/ }]}><Input /></Form.Item>
        <Form.Item name="prefix" label={t('video.prefix')} rules={[{ required: true }]}><InputNumber min={1} max={32} /></Form.Item>
        <Form.Item name="dhcp" valuePropName="checked"><Checkbox>{t('video.dhcp')}</Checkbox></Form.Item>
        <Button htmlType="submit" loading={busy}>{t('video.save')}</Button>
      </Form>
    </Card>
  );
}

function Encoding({ name, encoding, busy, onSave }: { name: string; encoding: CameraEncoding; busy: boolean; onSave: (next: CameraEncoding) => void }) {
  const { t } = useVideoWords();
  return (
    <Card title={name}>
      <Form layout="vertical" className="e-camera-form" initialValues={encoding} onFinish={(values: CameraEncoding) => onSave({ ...values, token: encoding.token })}>
        <Form.Item name="codec" label={t('video.codec')}><Select options={['H264', 'H265'].map((one) => ({ value: one, label: one }))} /></Form.Item>
        <Form.Item name="width" label={t('video.width')}><InputNumber min={16} max={8192} /></Form.Item>
        <Form.Item name="height" label={t('video.height')}><InputNumber min={16} max={8192} /></Form.Item>
        <Form.Item name="frameRate" label={t('video.rate')}><InputNumber min={1} max={120} /></Form.Item>
        <Form.Item name="kilobitsPerSecond" label={t('video.bitrate')}><InputNumber min={16} max={100_000} /></Form.Item>
        <Form.Item name="keyEvery" label={t('video.keyEvery')}><InputNumber min={1} max={1_000} /></Form.Item>
        <Button htmlType="submit" loading={busy}>{t('video.save')}</Button>
      </Form>
    </Card>
  );
}

function Password({ busy, onSave }: { busy: boolean; onSave: (password: string) => void }) {
  const { t } = useVideoWords();
  return (
    <Card title={t('video.password')}>
      <Form layout="vertical" className="e-camera-form" onFinish={(values: { password: string }) => onSave(values.password)}>
        <Form.Item name="password" label={t('video.newPassword')} rules={[{ required: true, min: 8, max: 64 }]}><Input.Password autoComplete="new-password" /></Form.Item>
        <Button htmlType="submit" loading={busy}>{t('video.changePassword')}</Button>
      </Form>
    </Card>
  );
}
