import type { AreaNode } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAreas } from './queries';

interface Props {
  id?: string;
  value?: string;
  onChange?: (code: string) => void;
}

/** Province, cities, counties. */
export function AreaSelect({ id, value, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useAreas();
  const tree = useMemo(() => {
    if (data === undefined) return [];
    const node = (area: AreaNode): object => ({
      value: area.code, title: language === 'en' && area.nameEn != null ? area.nameEn : area.name, children: area.children.map(node),
    });
    return [node(data.root)];
  }, [data, language]);
  return (
    <TreeSelect
      id={id} value={value} onChange={onChange} treeData={tree} showSearch={{ treeNodeFilterProp: 'title' }} placeholder={t('people.unit')} treeDefaultExpandedKeys={['210000']}
      aria-label={t('people.area')}
    />
  );
}
