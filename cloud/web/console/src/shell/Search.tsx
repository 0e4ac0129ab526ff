import { projectName } from '@edge/core';
import { SearchOutlined } from '@ant-design/icons';
import { useLanguage } from '@edge/ui';
import { AutoComplete, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDevices, useProjects } from '../app/queries';

/** Projects by name, devices of the project in scope, and everything else in the warnings. */
export function Search({ project }: { project: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = useLanguage();
  const [text, setText] = useState('');
  const { data: projects } = useProjects();
  const { data: devices } = useDevices(project ?? '');
  const q = text.trim().toLowerCase();
  const hit = (...words: (string | null | undefined)[]): boolean => words.some((one) => one?.toLowerCase().includes(q) === true);
  const found = q === '' ? [] : [
    {
      label: t('top.projects'),
      options: (projects ?? []).filter((one) => hit(one.name, one.nameEn, one.address)).slice(0, 6)
        .map((one) => ({ value: `/projects/${encodeURIComponent(one.id)}`, label: projectName(one, language) })),
    },
    {
      label: t('top.devices'),
      options: (devices ?? []).filter((one) => hit(one.name, one.id)).slice(0, 6)
        .map((one) => ({ value: `/projects/${encodeURIComponent(project ?? '')}/devices/${encodeURIComponent(one.id)}`, label: one.name })),
    },
    { label: t('nav.registers'), options: q.length < 2 ? [] : [{ value: `/search?q=${encodeURIComponent(text.trim())}`, label: t('top.searchRegisters', { q: text.trim() }) }] },
    { label: t('nav.warnings'), options: [{ value: `/warnings?q=${encodeURIComponent(text.trim())}`, label: t('top.searchWarnings', { q: text.trim() }) }] },
  ].filter((group) => group.options.length > 0);
  const go = (to: string): void => {
    setText('');
    void navigate(to);
  };
  return (
    <AutoComplete
      className="e-top-search" value={text} options={found} onChange={(value: string) => { if (!value.startsWith('/')) setText(value); }} onSelect={go}
      popupMatchSelectWidth={360} aria-label={t('top.search')}
    >
      <Input prefix={<SearchOutlined />} placeholder={t('top.search')} allowClear />
    </AutoComplete>
  );
}
