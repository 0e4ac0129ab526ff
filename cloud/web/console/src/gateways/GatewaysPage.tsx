import { PlusOutlined } from '@ant-design/icons';
import type { EnrolmentCode, Gateway } from '@edge/core';
import { EmptyState, Page, Ready } from '@edge/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useGateways } from '../app/queries';
import { AddGateway } from './AddGateway';
import { CodeDialog } from './CodeDialog';
import { GatewayCard } from './GatewayCard';
import './gateways.css';

/** Gateways of a project: state, what waits to be sent, configuration, certificate, enrolment. */
export function GatewaysPage() {
  const { t } = useTranslation();
  const p = useParams()['p'] ?? '';
  const query = useGateways(p);
  const [adding, setAdding] = useState(false);
  const [code, setCode] = useState<EnrolmentCode>();
  const add = <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t('gateways.add')}</Button>;
  return (
    <Page title={t('gateways.title')} action={add}>
      <Ready query={query} what={t('gateways.what')} rows={8}>
        {(gateways) => (gateways.length === 0
          ? <EmptyState title={t('gateways.none')} hint={t('gateways.noneHint')} action={add} />
          : <div className="e-gateways">{gateways.map((one: Gateway) => <GatewayCard key={one.id} project={p} gateway={one} onCode={setCode} />)}</div>)}
      </Ready>
      <AddGateway project={p} open={adding} onClose={() => setAdding(false)} onCode={setCode} />
      <CodeDialog code={code} onClose={() => setCode(undefined)} />
    </Page>
  );
}
