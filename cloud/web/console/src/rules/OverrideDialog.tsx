import { formatValue, sourceOf, type Level, type ProjectRule, type OverrideDraft } from '@edge/core';
import { toast, useLanguage, useProblemText } from '@edge/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { keys, useDevices } from '../app/queries';

interface Values {
  deviceId?: string;
  level: Level | 0;
  threshold?: number;
  reason: string;
  disabled?: boolean;
}

/** A project's own threshold, with the reason that is kept. */
export function OverrideDialog({ project, entry, onClose }: { project: string; entry: ProjectRule; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const { data: devices } = useDevices(project);
  const [form] = Form.useForm<Values>();
  const { rule } = entry;
  const shipped = entry.original ?? rule;
  const inForce = (wanted: number | undefined) => rule.levels.find((one) => one.level === wanted) ?? shipped.levels.find((one) => one.level === wanted);
  const first = shipped.levels[0]?.level;
  const level = Form.useWatch('level', form) ?? first;
  const whole = level === 0;
  const disabled = Form.useWatch('disabled', form) === true || whole;
  const current = inForce(level);
  const save = useMutation({
    mutationFn: (values: Values) => {
      const body: OverrideDraft = {
        deviceId: values.deviceId ?? null, level: values.level, threshold: values.threshold ?? 0, reason: values.reason.trim(), disabled: values.disabled === true || values.level === 0,
      };
      return api.override(project, rule.id, body);
    },
    onSuccess: () => {
      toast('done', t('rules.saved'));
      void client.invalidateQueries({ queryKey: keys.rules(project) });
      onClose();
    },
  });
  const fault = useProblemText(save.error);
  const own = (devices ?? []).filter((one) => one.sensorType === rule.sensorType);
  return (
    <Modal
      open title={`${t('rules.override')} · ${language === 'en' ? rule.titleEn : rule.title}`} okText={t('rules.save')} cancelText={t('action.cancel')}
      confirmLoading={save.isPending} onOk={() => form.submit()} onCancel={onClose}
    >
      {save.error === null ? null : <Alert type="error" showIcon title={fault} className="e-form-alert" />}
      <Form
        form={form} layout="vertical" requiredMark={false} initialValues={{ level: first, threshold: inForce(first)?.threshold }}
        onFinish={(values: Values) => save.mutate(values)}
      >
        <Form.Item name="deviceId" label={t('rules.device')}>
          <Select allowClear placeholder={t('rules.allDevices')} options={own.map((one) => ({ value: one.id, label: one.name }))} />
        </Form.Item>
        <Form.Item name="level" label={t('rules.level')}>
          <Select
            options={[...shipped.levels.map((one) => ({ value: one.level as Level | 0, label: t(`level.${one.level}`) })), { value: 0 as const, label: t('rules.whole') }]}
            onChange={(next: Level | 0) => form.setFieldsValue({ threshold: inForce(next)?.threshold })}
          />
        </Form.Item>
        <Form.Item
          name="threshold" label={t('rules.threshold')} rules={[{ required: !disabled, message: t('addDevice.needed') }]}
          extra={whole ? t('rules.wholeHint') : current === undefined ? null : `${t('rules.current', { value: formatValue(current.threshold, undefined), unit: current.unit })} · ${sourceOf(language, current, rule) ?? t('chart.noSource')}`}
        >
          <InputNumber className="e-threshold" suffix={current?.unit} disabled={disabled} />
        </Form.Item>
        <Form.Item name="reason" label={t('rules.reason')} rules={[{ required: true, whitespace: true, min: 5, message: t('rules.needReason') }]}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
        {whole ? null : <Form.Item name="disabled" valuePropName="checked"><Checkbox>{t('rules.disabled')}</Checkbox></Form.Item>}
      </Form>
    </Modal>
  );
}
