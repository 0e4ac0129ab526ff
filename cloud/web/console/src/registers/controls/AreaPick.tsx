import type { DivisionNode } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDivisions } from '../queries';
import type { ControlProps } from './types';

/** Province, city, county by name. */
export function AreaPick({ id, value, onChange, disabled }: ControlProps<unknown>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useDivisions();
  const tree = useMemo(() => {
    const node = (one: DivisionNode): object => ({ value: one.code, title: language === 'en' && one.nameEn != null ? one.nameEn : one.name, children: one.children.map(node) });
    return data === undefined ? [] : [node(data)];
  }, [data, language]);
  return (
    <TreeSelect
      id={id} value={typeof value === 'string' && value !== '' ? value : undefined} disabled={disabled} treeData={tree} allowClear placeholder={t('form.pick')}
      showSearch={{ treeNodeFilterProp: 'title' }} treeDefaultExpandedKeys={data === undefined ? [] : [data.code]} popupMatchSelectWidth={false} listHeight={320}
      onChange={(next: unknown) => onChange?.(next ?? null)} key={data === undefined ? 'waiting' : 'there'}
    />
  );
}
