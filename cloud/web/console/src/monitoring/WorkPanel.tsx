import { Card, EmptyState, Ready } from '@edge/ui';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useRegister } from '../registers/queries';
import { WarningTable } from '../warnings/WarningTable';
import { Courses } from './Courses';
import { PointTable } from './PointTable';
import { useWorkMonitoring } from './queries';
import { useItems } from './useItems';
import '../devices/devices.css';
import '../warnings/warnings.css';
import './monitoring.css';

/** The points of a work with their limits, their course, and the open warnings of their devices. */
export function WorkPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useWorkMonitoring(id);
  const register = useRegister('monitoring-points');
  const itemOf = useItems();
  const add = register.data?.canCreate === true ? <Link to="/registers/monitoring-points/new"><Button>{t('monitoring.addPoint')}</Button></Link> : undefined;
  return (
    <Ready query={query} what={t('monitoring.what')} rows={8}>
      {({ points, warnings, project }) => {
        if (points.length === 0) return <Card flush><EmptyState title={t('monitoring.noPoints')} hint={t('monitoring.noPointsHint')} action={add} /></Card>;
        const stale = points.filter((one) => one.stale).length;
        return (
          <div className="e-monitoring">
            {stale === 0 ? null : <Alert type="warning" showIcon title={t('monitoring.staleHint', { count: stale })} />}
            <Card flush title={t('monitoring.now')} aside={<><Link to="/registers/monitoring-records">{t('monitoring.reported')}</Link>{add}</>}><PointTable project={project} points={points} item={itemOf} /></Card>
            <Card title={t('monitoring.courses')}><Courses id={id} every={Object.fromEntries(points.map((one) => [one.id, one.everyMinutes]))} item={itemOf} /></Card>
            <Card flush title={t('monitoring.open')}>
              {warnings.length === 0 ? <p className="e-monitoring-none e-muted">{t('monitoring.noOpen')}</p>
                : <WarningTable warnings={warnings} selected={undefined} onOpen={(warning) => { void navigate(`/warnings/${encodeURIComponent(warning)}`); }} filtered={false} onClear={() => undefined} more={null} />}
            </Card>
          </div>
        );
      }}
    </Ready>
  );
}
