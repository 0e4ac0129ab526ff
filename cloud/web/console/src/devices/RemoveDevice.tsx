import type { Device } from '@edge/core';
import { toast, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../app/client';
import { keys } from '../app/queries';

export function RemoveDevice({ project, device }: { project: string; device: Device }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.removeDevice(project, device.id),
    onSuccess: () => {
      toast('done', t('devices.removed'));
      void client.invalidateQueries({ queryKey: keys.devices(project) });
      void navigate(`/projects/${encodeURIComponent(project)}/devices`);
    },
  });
  const fault = useProblemText(remove.error);
  const { error } = remove;
  useEffect(() => { if (error !== null) toast('failed', fault); }, [error, fault]);
  return (
    <Popconfirm
      title={t('devices.remove')} description={<span className="e-confirm">{t('devices.removeAsk', { name: device.name })}</span>} okText={t('action.remove')} okButtonProps={{ danger: true }} cancelText={t('action.cancel')}
      onConfirm={() => remove.mutate()} placement="bottomRight"
    >
      <Button loading={remove.isPending}>{t('devices.remove')}</Button>
    </Popconfirm>
  );
}
