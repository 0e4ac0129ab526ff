import { projectName } from '@edge/core';
import { SearchOutlined } from '@ant-design/icons';
import { Filters, useLanguage, usePhone } from '@edge/ui';
import { Button, DatePicker, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProjects, useSensorTypes } from '../app/queries';
import { fromPicker, toPicker } from '../app/siteClock';
import type { FilterState } from './useWarningFilter';

/** Filters in one row, the rarer ones behind "more". */
export function Filter({ filter }: { filter: FilterState }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const language = useLanguage();
  const { state, set } = filter;
  const [more, setMore] = useState(state.condition !== undefined || state.sensorType !== undefined || state.from !== undefined);
  const { data: projects } = useProjects();
  const { data: types } = useSensorTypes();
  return (
    <Filters>
      <Segmented
        value={state.open ? 'open' : 'all'} onChange={(value) => set('open', value === 'open' ? undefined : 'false')}
        options={[{ value: 'open', label: t('warnings.open') }, { value: 'all', label: t('warnings.all') }]}
      />
      <Input
        className="e-control-find" prefix={<SearchOutlined />} allowClear value={state.q} placeholder={t('warnings.search')} aria-label={t('warnings.search')}
        onChange={(event) => set('q', event.target.value)}
      />
      <Select
        className="e-control-wide" allowClear value={state.project} placeholder={t('warnings.anyProject')} aria-label={t('warnings.project')} popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }} onChange={(value: string | undefined) => set('project', value)}
        options={(projects ?? []).map((one) => ({ value: one.id, label: projectName(one, language) }))}
      />
      {more ? (
        <>
          <Select
            className="e-control-small" allowClear value={state.condition} placeholder={t('warnings.anyCondition')} aria-label={t('warnings.condition')}
            onChange={(value: string | undefined) => set('condition', value)}
            options={[{ value: 'active', label: t('warnings.active') }, { value: 'recovered', label: t('warnings.recovered') }]}
          />
          <Select
            className="e-control-small" allowClear value={state.sensorType} placeholder={t('warnings.anyType')} aria-label={t('warnings.sensorType')} popupMatchSelectWidth={false}
            onChange={(value: string | undefined) => set('type', value)}
            options={(types ?? []).map((one) => ({ value: one.id, label: language === 'zh' ? one.label : one.labelEn }))}
          />
          <DatePicker.RangePicker
            aria-label={t('warnings.period')} value={state.from === undefined || state.to === undefined ? null : [toPicker(state.from), toPicker(state.to).subtract(1, 'day')]}
            inputReadOnly={phone}
            onChange={(days) => {
              const [first, last] = [days?.[0]?.startOf('day'), days?.[1]?.add(1, 'day').startOf('day')];
              set('from', first ? new Date(fromPicker(first)).toISOString() : undefined);
              set('to', last ? new Date(fromPicker(last)).toISOString() : undefined);
            }}
          />
        </>
      ) : null}
      <Button type="link" onClick={() => setMore(!more)}>{t(more ? 'action.less' : 'action.more')}</Button>
      {filter.filtered ? <Button type="link" onClick={filter.clear}>{t('action.clear')}</Button> : null}
    </Filters>
  );
}
