import { formatNumber, type PointInfo } from '@edge/core';
import { Card, toast, useProblemText, ValueText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { useCatalogue } from '../app/queries';
import type { Shown } from '../live/panel';

/** Points that can be driven by hand: the answer is what was read back, not what was sent. */
export function Outputs({ project, shown }: { project: string; shown: Shown }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const outputs = catalogue.all(shown.device.profile).filter((one) => one.writable && one.flag);
  if (outputs.length === 0) return null;
  return (
    <Card title={t('devices.command')}>
      <ul className="e-commands">{outputs.map((one) => <Output key={one.id} project={project} shown={shown} info={one} />)}</ul>
    </Card>
  );
}

function Output({ project, shown, info }: { project: string; shown: Shown; info: PointInfo }) {
  const { t } = useTranslation();
  const command = useMutation({
    mutationFn: (value: number) => api.command(project, shown.device.id, info.id, value),
    onSuccess: (answer) => {
      const back = answer.readBack === 1 ? t('value.on') : answer.readBack === 0 ? t('value.off') : formatNumber(answer.readBack);
      if (answer.ok) toast('done', t('devices.sent', { value: back, ms: Math.round(answer.milliseconds) }));
      else toast('failed', t('devices.notSent', { error: answer.error ?? '' }));
    },
  });
  const fault = useProblemText(command.error);
  const next = shown.number(info.id) === 1 ? 0 : 1;
  const act = t(next === 1 ? 'devices.turnOn' : 'devices.turnOff');
  return (
    <li>
      <span>{info.label}</span>
      <ValueText value={shown.value(info.id)} info={info} state={shown.state} />
      <Popconfirm title={`${act}：${info.label}`} onConfirm={() => command.mutate(next)} okText={act} cancelText={t('action.cancel')}>
        <Button loading={command.isPending}>{act}</Button>
      </Popconfirm>
      {command.error === null ? null : <span className="e-hint" role="alert">{fault}</span>}
    </li>
  );
}
