import type { Gateway, Profile } from '@edge/core';
import { Card, StateTag } from '@edge/ui';
import { Button, Form, Input, InputNumber, Select, type FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { ADDRESS, FIRST_ADDRESS, IDENTIFIER, suggestId, type DeviceForm } from './draft';
import { ParameterFields } from './ParameterFields';

interface Props {
  form: FormInstance<DeviceForm>;
  gateways: readonly Gateway[];
  profiles: readonly Profile[];
  profile: Profile | undefined;
  taken: readonly string[];
  testing: boolean;
  saving: boolean;
  canSave: boolean;
  testedOnce: boolean;
  onTest: () => void;
  onSave: () => void;
}

export function DeviceFields({ form, gateways, profiles, profile, taken, testing, saving, canSave, testedOnce, onTest, onSave }: Props) {
  const { t } = useTranslation();
  const protocol = profile?.protocol === 'hj212' || profile?.protocol === 'gpio' ? profile.protocol : 'modbus';
  const needed = [{ required: true, whitespace: true, message: t('addDevice.needed') }];
  const choose = (id: string): void => {
    const next = profiles.find((one) => one.id === id);
    if (next === undefined) return;
    form.setFieldsValue({ address: FIRST_ADDRESS[next.protocol] ?? '', parameters: {} });
    if (!form.isFieldTouched('id')) form.setFieldsValue({ id: suggestId(next.sensorType, taken) });
  };
  return (
    <Card>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ gateway: (gateways.find((one) => one.state === 'online') ?? gateways[0])?.id, unit: 1 }} onFinish={onTest}>
        <div className="e-add-row">
          <Form.Item name="gateway" label={t('addDevice.gateway')} rules={needed}>
            <Select options={gateways.map((one) => ({ value: one.id, label: <>{one.name} <StateTag state={one.state} /></> }))} />
          </Form.Item>
          <Form.Item name="profile" label={t('addDevice.profile')} rules={needed}>
            <Select
              showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} onChange={choose}
              options={profiles.map((one) => ({ value: one.id, label: `${one.maker} ${one.model}` }))}
            />
          </Form.Item>
          <Form.Item name="name" label={t('addDevice.name')} rules={needed}>
            <Input placeholder={t('addDevice.nameHint')} maxLength={100} />
          </Form.Item>
          <Form.Item
            name="id" label={t('addDevice.id')} extra={t('addDevice.idHint')}
            rules={[...needed, { pattern: IDENTIFIER, message: t('addDevice.idBad') }, { validator: (_, value: string) => (taken.includes(value) ? Promise.reject(new Error(t('addDevice.idTaken'))) : Promise.resolve()) }]}
          >
            <Input autoCapitalize="none" spellCheck={false} maxLength={64} />
          </Form.Item>
        </div>
        <Form.Item name="address" label={t('addDevice.address')} extra={t(`addDevice.addressHint.${protocol}`)} rules={[...needed, { pattern: ADDRESS[protocol], message: t('addDevice.addressBad') }]}>
          <Input autoCapitalize="none" spellCheck={false} maxLength={300} />
        </Form.Item>
        {profile?.protocol === 'modbus' ? (
          <Form.Item name="unit" label={t('addDevice.unit')} rules={[{ required: true, message: t('addDevice.needed') }]}><InputNumber min={0} max={247} precision={0} /></Form.Item>
        ) : null}
        {profile?.protocol === 'hj212' ? (
          <div className="e-add-row">
            <Form.Item name="stationId" label={t('addDevice.station')} rules={needed}><Input autoCapitalize="characters" spellCheck={false} maxLength={24} /></Form.Item>
            <Form.Item name="password" label={t('addDevice.password')}><Input.Password autoComplete="off" maxLength={9} /></Form.Item>
          </div>
        ) : null}
        {profile === undefined ? null : <ParameterFields profile={profile} />}
        <div className="e-add-buttons">
          <Button type={canSave ? 'default' : 'primary'} htmlType="submit" loading={testing}>{t(testedOnce ? 'addDevice.testAgain' : 'addDevice.test')}</Button>
          <Button type={canSave ? 'primary' : 'default'} disabled={!canSave} loading={saving} onClick={onSave}>{t('addDevice.save')}</Button>
          {canSave ? null : <span className="e-hint">{t('addDevice.testFirst')}</span>}
        </div>
      </Form>
    </Card>
  );
}
