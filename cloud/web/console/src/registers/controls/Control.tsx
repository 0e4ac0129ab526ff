import type { Field, Names } from '@edge/core';
import { Input, InputNumber, Radio, Select } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { FileControl } from './FileControl';
import { OrganisationPick, PersonPick, ProjectPick, RecordPick } from './pickers';
import { PositionControl } from './PositionControl';
import type { ControlProps } from './types';
import { useLabel } from '../words';

const AreaPick = lazy(async () => ({ default: (await import('./AreaPick')).AreaPick }));
const DayControl = lazy(async () => ({ default: (await import('./dates')).DayControl }));
const InstantControl = lazy(async () => ({ default: (await import('./dates')).InstantControl }));

type Props = ControlProps<unknown> & { field: Pick<Field, 'kind' | 'many' | 'choices' | 'register' | 'maxLength' | 'min' | 'max' | 'unit'>; names: Names };

/** The control that a field's kind asks for. */
export function Control(props: Props) {
  return <Suspense fallback={<Input disabled />}><Chosen {...props} /></Suspense>;
}

function Chosen({ field, names, ...rest }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const { id, value, onChange, disabled } = rest;
  const pick = { ...rest, many: field.many, names };
  switch (field.kind) {
    case 'choice': {
      const options = field.choices.map((one) => ({ value: one.value, label: label(one.label) }));
      return (
        <Select
          id={id} mode={field.many ? 'multiple' : undefined} value={(value ?? undefined) as string} disabled={disabled} allowClear placeholder={t('form.pick')} options={options}
          popupMatchSelectWidth={false} showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false} onChange={(next: unknown) => onChange?.(next ?? null)}
        />
      );
    }
    case 'organisation': return <OrganisationPick {...pick} />;
    case 'person': return <PersonPick {...pick} />;
    case 'project': return <ProjectPick {...pick} />;
    case 'reference': return <RecordPick {...pick} register={field.register ?? ''} />;
    case 'area': return <AreaPick {...rest} />;
    case 'date': return <DayControl {...rest} />;
    case 'instant': return <InstantControl {...rest} />;
    case 'position': return <PositionControl {...rest} />;
    case 'file': return <FileControl {...rest} many={field.many} />;
    case 'boolean': return (
      <Radio.Group
        id={id} value={value} disabled={disabled} onChange={(event) => onChange?.(event.target.value)}
        options={[{ value: true, label: t('registers.yes') }, { value: false, label: t('registers.no') }]}
      />
    );
    case 'number': case 'integer': return (
      <InputNumber
        id={id} value={value as number} disabled={disabled} className="e-control-full" precision={field.kind === 'integer' ? 0 : undefined}
        suffix={field.unit ?? undefined} onChange={(next) => onChange?.(next)} keyboard={false} controls={false}
      />
    );
    case 'longText': return (
      <Input.TextArea id={id} value={(value ?? '') as string} disabled={disabled} autoSize={{ minRows: 3, maxRows: 12 }} maxLength={field.maxLength ?? undefined} showCount={field.maxLength !== null} onChange={(event) => onChange?.(event.target.value)} />
    );
    default: return field.many
      ? <Select id={id} mode="tags" value={(value ?? []) as string[]} disabled={disabled} open={false} suffixIcon={null} onChange={(next: unknown) => onChange?.(next)} />
      : <Input id={id} value={(value ?? '') as string} disabled={disabled} maxLength={field.maxLength ?? undefined} onChange={(event) => onChange?.(event.target.value)} />;
  }
}
