import type { Attachment } from '@edge/core';
import { PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadProps } from '../registers/slots';
import './files.css';
import { UploadRow } from './UploadRow';
import { useUploads } from './uploads';

/** The box that uploads in the forms of records; what has arrived is handed to the field. */
export function UploadSlot({ many, disabled, onUploaded }: UploadProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const told = useRef(onUploaded);
  useEffect(() => { told.current = onUploaded; }, [onUploaded]);
  const ready = useCallback((file: Attachment) => told.current([file]), []);
  const { running, add, drop } = useUploads(ready);
  return (
    <div className="e-files-pick">
      <input
        ref={input} type="file" style={{ display: 'none' }} multiple={many} disabled={disabled} aria-label={t('files.add')}
        onChange={(event) => { add([...event.target.files ?? []]); event.target.value = ''; }}
      />
      <Button icon={<PaperClipOutlined />} disabled={disabled} onClick={() => input.current?.click()}>{t('files.add')}</Button>
      {running.length === 0 ? null : <ul className="e-files-held">{running.map((upload, at) => <UploadRow key={`${upload.name}-${at}`} upload={upload} onDrop={() => drop(upload)} />)}</ul>}
    </div>
  );
}
