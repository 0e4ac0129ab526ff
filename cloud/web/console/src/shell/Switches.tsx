import { CITIES, projectName } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProjects } from '../app/queries';
import { useArea } from './area';

/** The area in scope. */
export function AreaSwitch() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [area, setArea] = useArea();
  const navigate = useNavigate();
  return (
    <Select
      className="e-top-area"
      value={area}
      aria-label={t('top.area')}
      popupMatchSelectWidth={false}
      onChange={(code: string) => {
        setArea(code);
        void navigate('/projects');
      }}
      options={[
        { value: '', label: t('top.allAreas') },
        ...CITIES.map((city) => ({ value: city.code, label: language === 'zh' ? city.name : city.nameEn })),
      ]}
    />
  );
}

/** From one project to another. */
export function ProjectSwitch({ project }: { project: string | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const { data } = useProjects();
  return (
    <Select
      className="e-top-project"
      value={project}
      placeholder={t('top.project')}
      aria-label={t('top.project')}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      onChange={(id: string) => { void navigate(`/projects/${encodeURIComponent(id)}`); }}
      options={(data ?? []).map((one) => ({ value: one.id, label: projectName(one, language) }))}
    />
  );
}
