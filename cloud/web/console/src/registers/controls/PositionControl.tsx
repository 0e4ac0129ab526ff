import { Button, InputNumber, Select } from 'antd';
import { AimOutlined } from '@ant-design/icons';
import { toast } from '@edge/ui';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ControlProps } from './types';

const PositionPick = lazy(async () => ({ default: (await import('./PositionPick')).PositionPick }));

interface Position {
  longitude?: number | null;
  latitude?: number | null;
  datum?: string;
}

/** Longitude and latitude with their frame of reference; or where the person stands now. */
export function PositionControl({ id, value, onChange, disabled }: ControlProps<unknown>) {
  const { t } = useTranslation();
  const held = (typeof value === 'object' && value !== null ? value : {}) as Position;
  const set = (change: Position): void => {
    const next = { datum: 'cgcs2000', ...held, ...change };
    onChange?.(next.longitude == null && next.latitude == null ? null : next);
  };
  const locate = (): void => navigator.geolocation.getCurrentPosition(
    ({ coords }) => set({ longitude: round(coords.longitude), latitude: round(coords.latitude), datum: 'cgcs2000' }),
    () => toast('failed', t('form.locateFailed')),
    { enableHighAccuracy: true, timeout: 15_000 },
  );
  return (
    <div className="e-position">
      <InputNumber id={id} value={held.longitude} min={73} max={136} step={0.0001} disabled={disabled} placeholder={t('form.longitude')} aria-label={t('form.longitude')} onChange={(next) => set({ longitude: next })} />
      <InputNumber value={held.latitude} min={3} max={54} step={0.0001} disabled={disabled} placeholder={t('form.latitude')} aria-label={t('form.latitude')} onChange={(next) => set({ latitude: next })} />
      <Select
        value={held.datum ?? 'cgcs2000'} disabled={disabled} aria-label={t('form.datum')} popupMatchSelectWidth={false} onChange={(datum: string) => set({ datum })}
        options={[{ value: 'cgcs2000', label: t('form.cgcs2000') }, { value: 'gcj02', label: t('form.gcj02') }]}
      />
      {disabled === true ? null : (
        <Suspense><PositionPick
          value={held.longitude == null || held.latitude == null ? undefined : { longitude: held.longitude, latitude: held.latitude }}
          onPick={(place) => set({ longitude: round(place.longitude), latitude: round(place.latitude) })}
        /></Suspense>
      )}
      <Button icon={<AimOutlined />} disabled={disabled} onClick={locate}>{t('form.locate')}</Button>
    </div>
  );
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
