import type { PersonLine } from '@edge/core';
import { useProblemText } from '@edge/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '../app/client';
import { formFaults } from './formFaults';
import { peopleKeys } from './queries';

interface Values {
  name?: string;
  idNumber?: string;
  phone?: string;
  organisation?: string;
  position?: string;
}

/** Enters a person, or changes where somebody belongs; name and number stay as they were proved. */
export function PersonDialog({ person, onClose }: { person: PersonLine | 'new' | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<Values>();
  const held = person === 'new' ? undefined : person;
  const organisations = useQuery({
    queryKey: [...peopleKeys.organisations, 'active'], queryFn: ({ signal }) => peopleApi.organisations({ state: 'active' }, signal), enabled: person !== undefined,
  });
  const save = useMutation({
    mutationFn: (values: Values) => {
      const rest = { phone: values.phone === '' ? null : values.phone ?? null, organisation: values.organisation ?? null, position: values.position ?? null };
      return held === undefined ? peopleApi.addPerson({ name: values.name ?? '', idNumber: values.idNumber ?? '', ...rest }) : peopleApi.editPerson(held, rest);
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: peopleKeys.persons });
      onClose();
    },
    onError: (error) => form.setFields(formFaults(error) as Parameters<typeof form.setFields>[0]),
  });
  const fault = useProblemText(save.error);
  const needed = { required: true, whitespace: true, message: t('people.needed') };
  return (
    <Modal
      open={person !== undefined} title={held === undefined ? t('persons.add') : `${t('people.edit')} · ${held.name}`} okText={t('action.confirm')} cancelText={t('action.cancel')} confirmLoading={save.isPending}
      onOk={() => form.submit()} onCancel={onClose} destroyOnHidden afterClose={() => save.reset()}
    >
      {save.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form
        form={form} layout="vertical" requiredMark={false} key={held?.id ?? 'new'} onFinish={(values: Values) => save.mutate(values)}
        initialValues={held === undefined ? {} : { organisation: held.organisation ?? undefined, position: held.position ?? undefined }}
      >
        {held !== undefined ? null : (
          <>
            <Form.Item name="name" label={t('users.displayName')} rules={[needed]}><Input maxLength={50} autoComplete="off" /></Form.Item>
            <Form.Item name="idNumber" label={t('persons.idNumber')} rules={[needed]}><Input maxLength={18} autoComplete="off" spellCheck={false} /></Form.Item>
          </>
        )}
        <Form.Item name="phone" label={t('persons.phone')}><Input maxLength={14} inputMode="tel" autoComplete="off" placeholder={held?.phone ?? undefined} /></Form.Item>
        <Form.Item name="organisation" label={t('people.organisation')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('people.none')} options={organisations.data?.items.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
        <Form.Item name="position" label={t('persons.position')}><Input maxLength={50} /></Form.Item>
      </Form>
    </Modal>
  );
}
