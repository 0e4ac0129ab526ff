import { ACTION_FIELDS, REQUIRED_FIELDS, type ActionBody, type WarningAction } from '@edge/core';
import { AutoComplete, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChain } from '../app/queries';

interface Props {
  action: WarningAction;
  project: string;
  pending: boolean;
  errors: Record<string, string[]>;
  onCancel: () => void;
  onSubmit: (body: ActionBody) => void;
}

export function ActionForm({ action, project, pending, errors, onCancel, onSubmit }: Props) {
  const { t } = useTranslation();
  const { data: chain } = useChain(project);
  const people = [...new Set(chain?.steps.map((one) => one.person.name))];
  return (
    <Form layout="vertical" className="e-action-form" onFinish={(values: ActionBody) => onSubmit(values)} requiredMark={false}>
      {ACTION_FIELDS[action].map((field, at) => {
        const fault = errors[field]?.join(t('list.stop'));
        return (
          <Form.Item
            key={field} name={field} label={t(`act.${field}`)} validateStatus={fault === undefined ? undefined : 'error'} help={fault}
            rules={REQUIRED_FIELDS.includes(field) ? [{ required: true, whitespace: true, message: t('act.needed') }] : []}
          >
            {field === 'person'
              ? <AutoComplete autoFocus={at === 0} placeholder={t('act.choosePerson')} options={people.map((name) => ({ value: name }))} maxLength={100} />
              : <Input.TextArea autoFocus={at === 0} rows={2} maxLength={2000} showCount />}
          </Form.Item>
        );
      })}
      <div className="e-actions-row">
        <Button type="primary" htmlType="submit" loading={pending}>{t(`act.${action}`)}</Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
    </Form>
  );
}
