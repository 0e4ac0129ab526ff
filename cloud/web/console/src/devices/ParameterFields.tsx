import type { Profile } from '@edge/core';
import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParameterLabel } from './useParameterLabel';

/** One field for all parameters: folded away, since the model's own values usually do. */
export function ParameterFields({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const label = useParameterLabel(profile.sensorType);
  const names = Object.entries(profile.parameters ?? {});
  if (names.length === 0) return null;
  return (
    <details className="e-parameters">
      <summary>{t('addDevice.parameters')} <span className="e-hint">{t('addDevice.parametersHint')}</span></summary>
      <div className="e-add-parameters">
        {names.map(([name, usual]) => (
          <Form.Item key={name} name={['parameters', name]} label={label(name)}><InputNumber placeholder={String(usual)} /></Form.Item>
        ))}
      </div>
    </details>
  );
}
