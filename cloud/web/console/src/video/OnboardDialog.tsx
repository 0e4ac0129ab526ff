import type { CameraOnvif } from '@edge/core';
import { Facts, toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api, videoApi } from '../app/client';
import { keys, useGateways } from '../app/queries';
import { useVideoWords } from './words';

const PROFILE = 'generic-site-camera';

interface Asked {
  gateway: string;
  /** Address or name of the camera, with its port when it is not the usual one. */
  host: string;
  user: string;
  password: string;
}

interface Taken {
  id: string;
  name: string;
}

/** A new camera: asked over ONVIF what it is, then taken in with the streams that it offers. */
export function OnboardDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const { t } = useVideoWords();
  const client = useQueryClient();
  const { data: gateways } = useGateways(project);
  const [asked, setAsked] = useState<Asked>();
  const probe = useMutation({ mutationFn: ({ host, ...body }: Asked) => videoApi.probe(project, { ...body, address: serviceOf(host) }), onMutate: setAsked });
  const take = useMutation({
    mutationFn: (body: Taken) => api.addDevice(project, {
      ...body, gateway: asked?.gateway ?? '', profile: PROFILE, address: addressOf(probe.data, asked), password: asked?.password ?? '', parameters: { 'onvif-port': portOf(asked?.host) },
    }),
    onSuccess: () => {
      toast('done', t('video.taken'));
      void client.invalidateQueries({ queryKey: ['video-cameras', project] });
      void client.invalidateQueries({ queryKey: keys.devices(project) });
      onClose();
    },
  });
  const problem = useProblemText(probe.error ?? take.error);
  return (
    <Modal open title={t('video.onboard')} footer={null} onCancel={onClose} width={620}>
      <p className="e-hint">{t('video.onboardHint')}</p>
      <Form key={gateways === undefined ? 'asked' : 'known'} layout="vertical" className="e-camera-form" initialValues={{ user: 'admin', gateway: gateways?.[0]?.id }} onFinish={(values: Asked) => probe.mutate(values)}>
        <Form.Item name="gateway" label={t('video.gateway')} rules={[{ required: true }]}><Select options={(gateways ?? []).map((one) => ({ value: one.id, label: one.name }))} /></Form.Item>
        <Form.Item name="host" label={t('video.ip')} rules={[{ required: true }]}><Input placeholder="192.168.1.64" /></Form.Item>
        <Form.Item name="user" label={t('video.user')}><Input autoComplete="off" /></Form.Item>
        <Form.Item name="password" label={t('video.password')} initialValue=""><Input.Password autoComplete="new-password" /></Form.Item>
        <Button htmlType="submit" loading={probe.isPending}>{t('video.probe')}</Button>
      </Form>
      {probe.isError || take.isError ? <p role="alert">{problem}</p> : null}
      {probe.data === undefined ? null : (
        <>
          <Facts items={[[t('video.maker'), `${probe.data.maker} ${probe.data.model}`], [t('video.serial'), probe.data.serial], ...probe.data.streams.map((one) => [one.name, <code key={one.token}>{one.address} {one.encoding?.codec} {one.encoding?.width}×{one.encoding?.height}</code>] as const)]} />
          <Form layout="vertical" className="e-camera-form" initialValues={{ id: '', name: probe.data.model }} onFinish={(values: Taken) => take.mutate(values)}>
            <Form.Item name="id" label={t('video.deviceId')} rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{0,63}$/ }]}><Input placeholder="camera-2" /></Form.Item>
            <Form.Item name="name" label={t('video.name')} rules={[{ required: true, max: 60 }]}><Input /></Form.Item>
            <Button type="primary" htmlType="submit" loading={take.isPending}>{t('video.take')}</Button>
          </Form>
        </>
      )}
    </Modal>
  );
}

/** The first stream is the main one; the second one's path stands behind the sign. */
function addressOf(device: CameraOnvif | undefined, asked: Asked | undefined): string {
  const [main, sub] = (device?.streams ?? []).map((one) => one.address).filter((one) => one !== null).map((one) => new URL(one));
  if (main === undefined) return '';
  const user = asked?.user === undefined || asked.user === '' ? '' : `${encodeURIComponent(asked.user)}@`;
  return `rtsp://${user}${main.host}${main.pathname}${main.search}${sub === undefined ? '' : `#${sub.pathname}${sub.search}`}`;
}

function portOf(host: string | undefined): number {
  const port = Number(host?.split(':')[1] ?? '80');
  return Number.isInteger(port) && port > 0 ? port : 80;
}

/** Where cameras have their device service. */
function serviceOf(host: string): string {
  return ['http:', '', host.trim(), 'onvif', 'device_service'].join('/');
}
