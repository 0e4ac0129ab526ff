import { formatValue, type Field, type Names } from '@edge/core';
import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { monitoringApi } from '../app/client';
import { FieldItems, type Path } from '../registers/form/FieldItems';

interface Props {
  field: Field;
  names: Names;
  path: Path;
  root: Path;
  optional?: Path;
}

/** Of all sizes of a hazardous work only those that decide about its kind, each with its limits. */
export function SizesField({ field, path, ...rest }: Props) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const kind: unknown = Form.useWatch('kind');
  const { data } = useQuery({ queryKey: ['scale-rules'], queryFn: ({ signal }) => monitoringApi.thresholds(signal), staleTime: Infinity });
  const rule = data?.find((one) => one.kind === kind);
  const fields = useMemo(() => (rule === undefined ? [] : field.fields.flatMap((one) => {
    const size = rule.sizes.find((each) => each.name === one.name);
    if (size === undefined) return rule.flags.includes(one.name) ? [one] : [];
    const words = [
      size.hazardous == null ? '' : t('monitoring.hazardousFrom', { value: formatValue(size.hazardous, undefined), unit: size.unit }),
      size.overScale == null ? '' : t('monitoring.overFrom', { value: formatValue(size.overScale, undefined), unit: size.unit }),
    ];
    return [{ ...one, hint: words.filter((part) => part !== '').join(t('list.comma')) }];
  })), [field, rule, t]);
  useEffect(() => {
    if (rule === undefined) return;
    // What a former kind asked for says nothing about this one.
    for (const one of field.fields) if (!fields.some((each) => each.name === one.name)) form.setFieldValue([...path, one.name], null);
  }, [field, fields, form, path, rule]);
  if (rule === undefined) return <p className="e-hint">{t('monitoring.firstKind')}</p>;
  return (
    <>
      {rule.alwaysOver ? <p className="e-hint">{t('monitoring.alwaysOver')}</p> : rule.always ? <p className="e-hint">{t('monitoring.always')}</p> : <p className="e-hint">{t('monitoring.anyOne')}</p>}
      {fields.length === 0 ? null : <FieldItems fields={fields} path={path} {...rest} />}
    </>
  );
}
