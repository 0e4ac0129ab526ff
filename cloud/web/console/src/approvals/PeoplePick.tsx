import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';

/** People before whom the record may be put, found by name. */
export function PeoplePick({ id, many, value, onChange }: { id: string; many: boolean; value: string[]; onChange: (accounts: string[]) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const typed = useDeferredValue(text);
  const found = useQuery({ queryKey: ['case-people', id, typed], queryFn: ({ signal }) => workApi.people(id, typed, signal) });
  return (
    <Select
      mode={many ? 'multiple' : undefined} showSearch={{ filterOption: false, onSearch: setText }} value={many ? value : value[0]} placeholder={t('approvals.chooseTo')} aria-label={t('approvals.to')}
      loading={found.isFetching} notFoundContent={t('approvals.noPeople')} onChange={(next: string | string[]) => onChange(Array.isArray(next) ? next : [next])}
      options={(found.data ?? []).map((person) => ({ value: person.account, label: person.name }))}
    />
  );
}
