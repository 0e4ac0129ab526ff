import type { Names } from '@edge/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../../app/client';
import { useProjects } from '../../app/queries';
import { EMPTY_SELECTION } from '../selection';
import type { ControlProps } from './types';

interface Option {
  value: string;
  label: string;
  hint?: string;
}

interface PickProps extends ControlProps<unknown> {
  many: boolean;
  names: Names;
  /** Told of names as they are chosen, so that other fields can follow. */
  onNamed?: (option: Option) => void;
}

interface RemoteProps extends PickProps {
  from: string;
  find: (q: string, signal: AbortSignal) => Promise<Option[]>;
}

/** Finds by what is typed; what is chosen keeps its name though it is on no list any more. */
function RemotePick({ id, value, onChange, many, names, find, from, onNamed, disabled }: RemoteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const q = useDeferredValue(text.trim());
  const { data, isFetching } = useQuery({ queryKey: ['choices', from, q], queryFn: ({ signal }) => find(q, signal), enabled: asked, staleTime: 30_000, placeholderData: keepPreviousData });
  const held = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
  const options = [...(data ?? [])];
  for (const one of held) if (!options.some((option) => option.value === one)) options.push({ value: one, label: chosen[one] ?? names[one] ?? one });
  return (
    <Select
      id={id} mode={many ? 'multiple' : undefined} value={many ? held : held[0]} disabled={disabled} allowClear loading={isFetching}
      placeholder={t('form.find')} notFoundContent={isFetching ? t('state.loading') : t('form.none')} popupMatchSelectWidth={false}
      showSearch={{ filterOption: false, onSearch: setText }}
      onFocus={() => setAsked(true)}
      options={options.map((one) => ({ value: one.value, label: one.label, hint: one.hint }))}
      optionRender={(option) => (
        <span className="e-pick-option">{option.label}{option.data.hint === undefined ? null : <small className="e-hint">{option.data.hint}</small>}</span>
      )}
      onChange={(next: string | string[] | undefined) => {
        const keep = { ...chosen };
        for (const option of options) keep[option.value] = option.label;
        setChosen(keep);
        const last = Array.isArray(next) ? next.at(-1) : next;
        const named = options.find((one) => one.value === last);
        if (named !== undefined) onNamed?.(named);
        onChange?.(next ?? (many ? [] : null));
      }}
    />
  );
}

export function OrganisationPick(props: PickProps) {
  return (
    <RemotePick
      {...props} from="organisations"
      find={async (q, signal) => (await registersApi.organisations(q, signal)).map((one) => ({ value: String(one.id), label: one.name, hint: `${one.kindLabel} ${one.creditCode}` }))}
    />
  );
}

export function PersonPick(props: PickProps) {
  return (
    <RemotePick
      {...props} from="persons"
      find={async (q, signal) => (await registersApi.persons(q, signal)).map((one) => ({ value: String(one.id), label: one.name, hint: [one.organisationName, one.idNumber].filter((part) => part !== null).join(' ') }))}
    />
  );
}

/** A record of another register, by the words in it. */
export function RecordPick({ register, ...props }: PickProps & { register: string }) {
  return (
    <RemotePick
      {...props} from={`records/${register}`}
      find={async (q, signal) => {
        const { items, names } = await registersApi.records(register, { ...EMPTY_SELECTION, q }, ['id'], undefined, 20, signal);
        return items.map((one) => ({ value: one.id, label: one.title, hint: names?.[one.project ?? one.area] }));
      }}
    />
  );
}

export function ProjectPick({ id, value, onChange, many, names, disabled }: PickProps) {
  const { t } = useTranslation();
  const { data } = useProjects();
  const options = (data ?? []).map((one) => ({ value: one.id, label: one.name }));
  if (typeof value === 'string' && !options.some((one) => one.value === value)) options.push({ value, label: names[value] ?? value });
  return (
    <Select
      id={id} mode={many ? 'multiple' : undefined} value={value as string} disabled={disabled} allowClear placeholder={t('form.pick')} options={options}
      popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} onChange={(next: unknown) => onChange?.(next ?? null)}
    />
  );
}
