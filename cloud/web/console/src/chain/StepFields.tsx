import { LEVELS, type Person } from '@edge/core';
import { Card } from '@edge/ui';
import { Button, Checkbox, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { CHANNELS, useChannel } from '../warnings/useChannel';
import { CONTACT_OF, type StepForm } from './chainForm';

interface Props {
  at: number;
  last: boolean;
  name: number;
  onRemove: () => void;
  onMove: (to: number) => void;
}

/** One step: only the contacts that its channels need are asked for. */
export function StepFields({ at, last, name, onRemove, onMove }: Props) {
  const { t } = useTranslation();
  const channel = useChannel();
  const step: StepForm | undefined = Form.useWatch(['steps', name]);
  const wanted = new Map<keyof Person, string>();
  for (const one of step?.channels ?? []) {
    const contact = CONTACT_OF[one];
    if (contact !== undefined && !wanted.has(contact)) wanted.set(contact, one);
  }
  return (
    <li>
      <Card
        title={t('chain.step', { order: at + 1 })}
        aside={(
          <>
            <Button size="small" type="text" disabled={at === 0} onClick={() => onMove(at - 1)}>{t('chain.up')}</Button>
            <Button size="small" type="text" disabled={last} onClick={() => onMove(at + 1)}>{t('chain.down')}</Button>
            <Button size="small" type="text" danger onClick={onRemove}>{t('chain.remove')}</Button>
          </>
        )}
      >
        <div className="e-chain-fields">
          <Form.Item name={[name, 'person', 'name']} label={t('chain.person')} rules={[{ required: true, whitespace: true, message: t('chain.needPerson') }]}>
            <Input maxLength={100} />
          </Form.Item>
          {[...wanted].map(([contact, needs]) => (contact === 'name' ? null : (
            <Form.Item
              key={contact} name={[name, 'person', contact]} label={t(`chain.${contact}`)}
              rules={[{ required: true, whitespace: true, message: t('chain.missing', { channel: channel(needs) }) }]}
            >
              <Input maxLength={300} autoCapitalize="none" spellCheck={false} inputMode={contact === 'phone' ? 'tel' : contact === 'email' ? 'email' : 'text'} />
            </Form.Item>
          )))}
          <Form.Item name={[name, 'escalateAfterMinutes']} label={t('chain.after')} rules={[{ required: true, message: t('addDevice.needed') }]}>
            <InputNumber min={1} max={1440} precision={0} suffix={last ? t('chain.last') : t('chain.minutesUnit')} className="e-threshold" />
          </Form.Item>
        </div>
        <Form.Item name={[name, 'channels']} label={t('chain.channels')} rules={[{ required: true, type: 'array', min: 1, message: t('chain.needChannel') }]}>
          <Checkbox.Group options={CHANNELS.map((one) => ({ value: one, label: channel(one) }))} />
        </Form.Item>
        <Form.Item name={[name, 'levels']} label={t('chain.levels')} rules={[{ required: true, type: 'array', min: 1, message: t('chain.needLevel') }]}>
          <Checkbox.Group options={LEVELS.map((one) => ({ value: one, label: t(`level.${one}`) }))} />
        </Form.Item>
      </Card>
    </li>
  );
}
