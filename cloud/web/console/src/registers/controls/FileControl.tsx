import { formatBytes } from '@edge/core';
import { Button } from 'antd';
import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { slots } from '../slots';
import type { ControlProps } from './types';

/** A file as records refer to it: its content lies in the file store under its hash. */
export interface FileReference {
  hash: string;
  name: string;
  size: number;
}

const isReference = (value: unknown): value is FileReference => typeof value === 'object' && value !== null && 'hash' in value;

/** Chosen files with name and size; they are brought to the server by the file box, where there is one. */
export function FileControl({ id, value, onChange, disabled, many }: ControlProps<unknown> & { many: boolean }) {
  const { t } = useTranslation();
  const held = (Array.isArray(value) ? value : [value]).filter(isReference);
  const set = (next: FileReference[]): void => onChange?.(many ? next : next[0] ?? null);
  const Upload = slots.Upload;
  return (
    <div className="e-files" id={id}>
      {held.map((one, at) => (
        <span key={`${one.hash}/${one.name}`} className="e-file" title={t('form.hash', { hash: one.hash })}>
          <PaperClipOutlined /><span>{one.name}</span><small className="e-hint">{formatBytes(one.size)}</small>
          {disabled === true ? null : <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`${t('form.fileRemove')} ${one.name}`} onClick={() => set(held.filter((_, index) => index !== at))} />}
        </span>
      ))}
      {Upload === undefined ? <span className="e-hint">{t('form.fileWait')}</span> : many || held.length === 0 ? <Upload many={many} disabled={disabled === true} onUploaded={(files) => set(many ? [...held, ...files] : files.slice(0, 1))} /> : null}
    </div>
  );
}
