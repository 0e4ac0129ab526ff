import { GlobalOutlined } from '@ant-design/icons';
import type { User } from '@edge/core';
import { useLanguage, usePhone } from '@edge/ui';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../app/language';
import { Bell } from './Bell';
import { PersonMenu } from './PersonMenu';

// They are not needed for the first look.
const AreaSwitch = lazy(async () => ({ default: (await import('./Switches')).AreaSwitch }));
const ProjectSwitch = lazy(async () => ({ default: (await import('./Switches')).ProjectSwitch }));
const Search = lazy(async () => ({ default: (await import('./Search')).Search }));

/** Scope, project switch, search, warnings, language, person. */
export function TopBar({ project, user }: { project: string | undefined; user: User }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const language = useLanguage();
  return (
    <header className="e-top">
      <Suspense fallback={null}>
        {phone ? null : <AreaSwitch />}
        <ProjectSwitch project={project} />
        {phone ? null : <Search project={project} />}
      </Suspense>
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
