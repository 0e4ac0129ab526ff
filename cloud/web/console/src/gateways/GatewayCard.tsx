import { formatBytes, formatNumber, formatTime, type EnrolmentCode, type Gateway } from '@edge/core';
import { Age, Card, Facts, StateTag, toast, useLanguage, useMinute, useProblemText } from '@edge/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../app/client';
import { RevokeDialog } from './RevokeDialog';

const LANES = ['alarm', 'live', 'history', 'media'] as const;

export function GatewayCard({ project, gateway, onCode }: { project: string; gateway: Gateway; onCode: (code: EnrolmentCode) => void }) {
  const { t } = useTranslation();
  const [revoking, setRevoking] = useState(false);
  const renew = useMutation({ mutationFn: () => api.newCode(project, gateway.id), onSuccess: onCode });
  const fault = useProblemText(renew.error);
  const { error } = renew;
  useEffect(() => { if (error !== null) toast('failed', fault); }, [error, fault]);
  const { desired, reported, error: refused } = gateway.configuration;
  return (
    <Card title={<>{gateway.name} <span className="e-hint">{gateway.id}</span></>} aside={<StateTag state={gateway.state} />}>
      <div className="e-gateway">
        <Facts
          items={[
            [t('gateways.seen'), <Age key="s" time={gateway.lastSeenAt} />],
            [t('gateways.version'), <span key="v" title={gateway.version ?? undefined}>{gateway.version?.replace(/\+([0-9a-f]{8})[0-9a-f]+$/, '+$1') ?? '—'}</span>],
            [t('gateways.address'), gateway.address ?? '—'],
            [t('gateways.config'), (
              <span key="c" className={desired === reported && !refused ? '' : 'e-gateway-pending'}>
                {desired === reported ? t('gateways.configOk', { version: reported ?? 0 }) : t('gateways.configPending', { desired, reported: reported ?? 0 })}
                {refused ? <span className="e-gateway-error">{refused}</span> : null}
              </span>
            )],
          ]}
        />
        <section>
          <h3>{t('gateways.outbox')}</h3>
          <Outbox gateway={gateway} />
        </section>
        <section>
          <h3>{t('gateways.certificate')}</h3>
          <Certificate gateway={gateway} />
          <div className="e-actions-row">
            <Button onClick={() => renew.mutate()} loading={renew.isPending}>{t('gateways.code')}</Button>
            {gateway.certificate && !gateway.certificate.revoked ? <Button danger onClick={() => setRevoking(true)}>{t('gateways.revoke')}</Button> : null}
          </div>
        </section>
      </div>
      <RevokeDialog project={project} gateway={gateway} open={revoking} onClose={() => setRevoking(false)} />
    </Card>
  );
}

function Outbox({ gateway }: { gateway: Gateway }) {
  const { t } = useTranslation();
  const waiting = gateway.outbox.lanes.filter((one) => one.records > 0);
  if (waiting.length === 0) return <p className="e-muted">{gateway.state === 'never' ? '—' : t('gateways.empty')}</p>;
  const most = Math.max(...waiting.map((one) => one.records));
  return (
    <ul className="e-lanes">
      {gateway.outbox.lanes.map((one) => {
        const known = LANES.find((lane) => lane === one.lane);
        return (
          <li key={one.lane}>
            <span>{known === undefined ? one.lane : t(`gateways.lanes.${known}`)}</span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="e-lane-track" width="100" height="6" />
              <rect className="e-lane-fill" width={most === 0 ? 0 : Math.max(one.records > 0 ? 1 : 0, (100 * one.records) / most)} height="6" />
            </svg>
            <strong className="e-number">{formatNumber(one.records)}</strong>
            <span className="e-hint">{formatBytes(one.bytes)}{one.oldest ? <> · <Age time={one.oldest} /></> : null}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Certificate({ gateway }: { gateway: Gateway }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useMinute();
  const { certificate } = gateway;
  if (!certificate) return <p className="e-muted">{t('gateways.noCertificate')}</p>;
  const days = certificate.notAfter ? Math.floor((Date.parse(certificate.notAfter) - now) / 86_400_000) : undefined;
  return (
    <p className="e-certificate">
      <code>{certificate.serial}</code>
      {certificate.revoked ? <strong className="e-gateway-error">{t('gateways.revoked')}{certificate.reason ? ` · ${certificate.reason}` : ''}</strong> : null}
      {certificate.revoked || days === undefined || !certificate.notAfter ? null : (
        <span className={days < 30 ? 'e-gateway-pending' : 'e-muted'}>{t('gateways.until')} {formatTime(certificate.notAfter, 'day', language)} · {t('gateways.daysLeft', { count: days })}</span>
      )}
    </p>
  );
}
