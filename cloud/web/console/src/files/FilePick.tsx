import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { formatBytes, type Attachment } from '@edge/core';
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import './files.css';
import { UploadRow } from './UploadRow';
import { useUploads } from './uploads';

interface Props {
  value: readonly Attachment[];
  onChange: (files: Attachment[]) => void;
  /** Most files that it takes. */
  most?: number;
  label?: string;
}

/** Chooses, drops and uploads files for a field of a record or an opinion; what it hands out has arrived. */
export function FilePick({ value, onChange, most = 20, label }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const held = useRef(value);
  useEffect(() => { held.current = value; }, [value]);
  const [over, setOver] = useState(false);
  const ready = useCallback((file: Attachment) => {
    const rest = held.current.filter((one) => one.name !== file.name);
    held.current = most === 1 ? [file] : [...rest, file].slice(-most);
    onChange([...held.current]);
  }, [onChange, most]);
  const { running, add, drop } = useUploads(ready);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  return (
    <div className={`e-files-pick${over ? ' e-files-over' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={dropped}>
      <input
        ref={input} type="file" style={{ display: 'none' }} multiple={most > 1} aria-label={label ?? t('files.add')}
        onChange={(event) => { add([...event.target.files ?? []]); event.target.value = ''; }}
      />
      <span className="e-hint e-files-drop">{t('files.drop')}</span>
      <Button icon={<PaperClipOutlined />} onClick={() => input.current?.click()}>{t('files.add')}</Button>
      <ul className="e-files-held">
        {value.map((file) => (
          <li key={file.hash}>
            <PaperClipOutlined /> <span className="e-upload-name">{file.name}</span> <span className="e-hint">{formatBytes(file.size)}</span>
            <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`${t('files.remove')} ${file.name}`} onClick={() => onChange(value.filter((one) => one.hash !== file.hash))} />
          </li>
        ))}
        {running.map((upload, at) => <UploadRow key={`${upload.name}-${at}`} upload={upload} onDrop={() => drop(upload)} />)}
      </ul>
    </div>
  );
}
