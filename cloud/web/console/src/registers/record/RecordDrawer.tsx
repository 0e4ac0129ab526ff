import type { Register } from '@edge/core';
import { Ready, usePhone } from '@edge/ui';
import { ExportOutlined } from '@ant-design/icons';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecord } from '../queries';
import { RecordActions } from './RecordActions';
import { RecordHead } from './RecordHead';
import { RecordTabs } from './RecordTabs';

/** A record beside the list that it was chosen from. */
export function RecordDrawer({ register, id, onClose }: { register: Register; id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const query = useRecord(register.name, id);
  return (
    <Drawer
      open onClose={onClose} placement={phone ? 'bottom' : 'right'} size={phone ? '92%' : 760} title={query.data?.record.title ?? t('record.what')}
      extra={<Link to={`/registers/${register.name}/${id}`}><ExportOutlined /> {t('record.page')}</Link>}
    >
      <Ready query={query} what={t('record.what')}>
        {(detail) => (
          <div className="e-record">
            <RecordHead register={register} detail={detail} />
            <RecordActions register={register} detail={detail} />
            <RecordTabs register={register} detail={detail} />
          </div>
        )}
      </Ready>
    </Drawer>
  );
}
