import { Card, EmptyState, Page, Ready } from '@edge/ui';
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRegisters, useViews } from '../queries';
import { useLabel } from '../words';
import { byModule } from './modules';
import '../registers.css';

/** Every register and summary that this person may see, by module. */
export function RegistersPage() {
  const { t } = useTranslation();
  const label = useLabel();
  const registers = useRegisters();
  const views = useViews();
  return (
    <Page title={t('registers.title')}>
      <Ready query={registers} what={t('registers.what')} rows={8}>
        {(all) => (all.length === 0 ? <Card flush><EmptyState title={t('registers.none')} hint={t('registers.noneHint')} /></Card> : (
          <div className="e-modules">
            {byModule(all).map((module) => (
              <Card key={module.module} flush title={label(module.label)}>
                <ul>
                  {module.items.map((one) => (
                    <li key={one.name} className="e-modules-line">
                      <Link to={`/registers/${one.name}`}>{label(one.label)}</Link>
                      {one.canCreate ? <Link to={`/registers/${one.name}/new`} className="e-modules-add" aria-label={`${t('registers.add')} ${label(one.label)}`}><Button type="text" size="small" icon={<PlusOutlined />} tabIndex={-1} /></Link> : null}
                    </li>
                  ))}
                  {(views.data ?? []).filter((one) => one.module === module.module).map((one) => (
                    <li key={one.name}><Link to={`/views/${one.name}`}>{label(one.label)}<small className="e-hint">{t('views.title')}</small></Link></li>
                  ))}
                </ul>
              </Card>
            ))}
          </div>
        ))}
      </Ready>
    </Page>
  );
}
