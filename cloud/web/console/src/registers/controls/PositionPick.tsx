import { PickMap } from '@edge/ui';
import { EnvironmentOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  value: { longitude: number; latitude: number } | undefined;
  onPick: (place: { longitude: number; latitude: number }) => void;
}

/** Chooses a place on the map; the map comes with the dialog. */
export function PositionPick({ value, onPick }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState(value);
  const show = (): void => { setPlace(value); setOpen(true); };
  return (
    <>
      <Button icon={<EnvironmentOutlined />} onClick={show}>{t('form.onMap')}</Button>
      <Modal
        open={open} width={760} title={t('form.onMap')} destroyOnHidden onCancel={() => setOpen(false)} okButtonProps={{ disabled: place === undefined }}
        onOk={() => { if (place !== undefined) onPick(place); setOpen(false); }}
      >
        <p className="e-hint">{t('form.onMapHint')}</p>
        <PickMap value={place} onPick={setPlace} />
        <p className="e-number">{place === undefined ? ' ' : `${place.longitude.toFixed(6)}, ${place.latitude.toFixed(6)}`}</p>
      </Modal>
    </>
  );
}
