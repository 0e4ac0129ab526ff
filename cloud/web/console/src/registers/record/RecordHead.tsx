import { formatMoment, siteDay, type RecordDetail, type Register } from '@edge/core';
import { Age, useLanguage } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../../app/client';
import { StateMark } from '../StateMark';
import { Value } from '../Value';

interface Props {
  register: Register;
  detail: RecordDetail;
}

/** State, scope and age of a record; why it is void; how long there is still. */
export function RecordHead({ register, detail: { record, names } }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <div className="e-record-head">
        <StateMark register={register} state={record.state} isVoid={record.voidReason !== null} />
        <Value field={{ kind: 'area', choices: [] }} value={record.area} names={names} />
        {record.owner === null ? null : <span>{names[record.owner]}</span>}
        <span title={formatMoment(record.updatedAt, language)}>{record.updatedBy} <Age time={record.updatedAt} /></span>
      </div>
      {record.voidReason === null ? null : <Alert type="warning" showIcon title={t('record.voided', { reason: record.voidReason })} />}
      {record.due !== null && record.voidReason === null && register.dueStates.includes(record.state) ? <Due day={record.due} /> : null}
    </>
  );
}

/** What is left until a day, in working days. */
function Due({ day }: { day: string }) {
  const { t } = useTranslation();
  const [today] = useState(() => siteDay(Date.now()));
  const [from, to] = day < today ? [day, today] : [today, day];
  const { data } = useQuery({ queryKey: ['working-days', from, to], queryFn: ({ signal }) => registersApi.workingDays(from, to, signal), staleTime: 3_600_000, retry: false });
  if (data === undefined) return <Alert type={day < today ? 'error' : 'info'} showIcon title={`${t('record.due')} ${day}`} />;
  const count = data.filter((one) => one.works && one.day > from && one.day <= to).length;
  if (day === today) return <Alert type="warning" showIcon title={t('record.dueToday', { day })} />;
  return <Alert type={day < today ? 'error' : count <= 2 ? 'warning' : 'info'} showIcon title={t(day < today ? 'record.dueLate' : 'record.dueLeft', { day, count })} />;
}
