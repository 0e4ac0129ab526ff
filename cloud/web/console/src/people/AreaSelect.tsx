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
  /** Only counties and functional zones can be chosen. */
  counties?: boolean;
}

/** Province, cities, counties; with the functional zones where a county is wanted. */
export function AreaSelect({ id, value, onChange, counties = false }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useAreas();
  const tree = useMemo(() => {
    if (data === undefined) return [];
    const node = (area: AreaNode): object => ({
      value: area.code, title: language === 'en' && area.nameEn != null ? area.nameEn : area.name, selectable: !counties || area.level === 'county',
      children: area.children.map(node),
    });
    const zones = { value: 'zones', title: t('register.zone'), selectable: false, children: data.zones.map((zone) => ({ value: zone.id, title: language === 'en' && zone.nameEn != null ? zone.nameEn : zone.name })) };
    return counties ? [node(data.root), zones] : [node(data.root)];
  }, [data, language, counties, t]);
  return (
    <TreeSelect
      id={id} value={value} onChange={onChange} treeData={tree} showSearch={{ treeNodeFilterProp: 'title' }} placeholder={t('people.unit')} treeDefaultExpandedKeys={['210000']}
      aria-label={t('people.area')}
    />
  );
}
