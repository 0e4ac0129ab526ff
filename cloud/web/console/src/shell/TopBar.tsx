import { GlobalOutlined } from '@ant-design/icons';
import { CITIES, type User, projectName } from '@edge/core';
import { useLanguage, usePhone } from '@edge/ui';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { switchLanguage } from '../app/language';
import { useProjects } from '../app/queries';
import { useArea } from './area';
import { Bell } from './Bell';
import { PersonMenu } from './PersonMenu';
import { Search } from './Search';

/** Scope, project switch, search, warnings, language, person. */
export function TopBar({ project, user }: { project: string | undefined; user: User }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const language = useLanguage();
  return (
    <header className="e-top">
      {phone ? null : <AreaSwitch />}
      <ProjectSwitch project={project} />
      {phone ? null : <Search project={project} />}
      <div className="e-top-end">
        <Bell />
        {phone ? null : (
          <>
            <Button type="text" icon={<GlobalOutlined />} onClick={() => { void switchLanguage(); }} aria-label={t('top.language')}>
              {language === 'zh' ? 'EN' : '中'}
            </Button>
            <PersonMenu user={user} />
          </>
        )}
      </div>
    </header>
  );
}

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

function ProjectSwitch({ project }: { project: string | undefined }) {
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
