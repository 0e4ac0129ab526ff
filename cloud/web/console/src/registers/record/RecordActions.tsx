import type { RecordDetail, Register, RegisterAction } from '@edge/core';
import { toast } from '@edge/ui';
import { EditOutlined, StopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { registersApi } from '../../app/client';
import { ActionDialog } from '../ActionDialog';
import { useChanged } from '../queries';
import { WhyDialog } from '../WhyDialog';
import { useLabel } from '../words';
import { PrintMenu } from './PrintMenu';

/** What this person may do to this record now: transitions first, the one that goes forward as the primary one. */
export function RecordActions({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const label = useLabel();
  const changed = useChanged(register.name);
  const { record, names } = detail;
  const [acting, setActing] = useState<RegisterAction>();
  const [voiding, setVoiding] = useState(false);
  const actions = detail.actions.flatMap((name) => register.actions.find((one) => one.name === name) ?? []);
  const resting = register.states.find((one) => one.name === record.state)?.resting === true;
  // The one that leads furthest; in a state in which nothing is awaited none is pressed on anybody.
  const forward = resting ? undefined : [...actions].sort((one, other) => order(register, other.to) - order(register, one.to))[0];
  const decided = register.actions.filter((one) => one.decidedBy !== null && one.from.includes(record.state));
  return (
    <div className="e-record-actions">
      {actions.map((one) => <Button key={one.name} type={one === forward ? 'primary' : 'default'} onClick={() => setActing(one)}>{label(one.label)}</Button>)}
      {decided.length === 0 ? null : <span className="e-hint">{t('record.decided', { actions: decided.map((one) => label(one.label)).join(t('list.comma')) })}</span>}
      {detail.canEdit ? <Link to={`/registers/${register.name}/${record.id}/edit`}><Button icon={<EditOutlined />}>{t('record.edit')}</Button></Link> : null}
      <PrintMenu register={register} detail={detail} />
      {detail.canVoid ? <Button danger icon={<StopOutlined />} onClick={() => setVoiding(true)}>{t('record.voidAction')}</Button> : null}
      {acting === undefined ? null : <ActionDialog register={register} record={record} names={names} action={acting} onClose={() => setActing(undefined)} />}
      {voiding ? (
        <WhyDialog
          danger title={t('record.voidAction')} hint={t('record.voidHint')} label={t('record.voidReason')} onClose={() => setVoiding(false)}
          onReason={async (reason) => {
            await registersApi.void(register.name, record.id, reason, record.version);
            toast('done', t('record.voidDone'));
            await changed(record.id);
          }}
        />
      ) : null}
    </div>
  );
}

const order = (register: Register, state: string): number => register.states.findIndex((one) => one.name === state);
