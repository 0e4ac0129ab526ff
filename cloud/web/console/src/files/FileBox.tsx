import { fileUrl, formatBytes, type RecordFile } from '@edge/core';
import { Card, DataTable, EmptyState, Instant, Ready, type Column } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';
import { FileAccessList } from './FileAccessList';
import { FileCompare } from './FileCompare';
import './files.css';
import { FilePreview } from './FilePreview';

type Look = { file: RecordFile; at: 'preview' | 'compare' | 'accesses'; before?: RecordFile };

/** The files of a record with their editions: look, fetch, compare, who has opened it, state of the copies. */
export function FileBox({ register, record }: { register: string; record: string }) {
  const { t } = useTranslation();
  const of = `${register}/${record}`;
  const query = useQuery({ queryKey: ['files', of], queryFn: ({ signal }) => workApi.files(of, signal) });
  const [all, setAll] = useState(false);
  const [look, setLook] = useState<Look>();
  return (
    <Card title={t('files.title')} aside={<label><Switch size="small" checked={all} onChange={setAll} /> {t('files.history')}</label>} flush>
      <Ready query={query} what={t('files.what')} rows={2}>
        {(files) => (
          <DataTable
            caption={t('files.title')} rows={files.filter((file) => all || file.current)} rowKey={(file) => `${file.field}-${file.hash}-${file.at}`}
            columns={columnsOf(files, setLook)} onOpen={(file) => setLook({ file, at: 'preview' })} empty={<EmptyState title={t('files.none')} />}
          />
        )}
      </Ready>
      <Drawer
        open={look !== undefined} onClose={() => setLook(undefined)} size="large" destroyOnHidden
        title={look === undefined ? '' : `${look.file.name} · ${t('files.edition')} ${look.file.edition}`}
      >
        {look?.at === 'preview' ? <FilePreview of={of} file={look.file} /> : null}
        {look?.at === 'compare' && look.before !== undefined ? <FileCompare of={of} older={look.before} newer={look.file} /> : null}
        {look?.at === 'accesses' ? <FileAccessList of={of} hash={look.file.hash} /> : null}
      </Drawer>
    </Card>
  );

  function columnsOf(files: readonly RecordFile[], open: (look: Look) => void): Column<RecordFile>[] {
    // Of several files in a field the one that it superseded: of the same name, else the one that went when it came.
    const before = (file: RecordFile) => {
      const gone = files.filter((one) => one.field === file.field && !one.current && one.edition < file.edition && one.hash !== file.hash);
      return gone.filter((one) => one.name === file.name).at(-1) ?? gone.filter((one) => one.edition === file.edition - 1).at(-1);
    };
    return [
      { key: 'name', title: t('files.name'), card: 'title', render: (file) => <span className="e-upload-name">{file.name}{file.current ? '' : ` · ${t('files.superseded')}`}</span> },
      { key: 'edition', title: t('files.edition'), render: (file) => file.edition },
      { key: 'size', title: t('files.size'), align: 'right', render: (file) => formatBytes(file.size) },
      { key: 'by', title: t('files.by'), render: (file) => <>{file.by} <Instant time={file.at} format="short" /></> },
      { key: 'copies', title: t('files.copies'), render: (file) => <Copies file={file} /> },
      {
        key: 'acts', title: '', render: (file) => (
          <span className="e-files-acts">
            {file.preview === 'none' ? null : <Button size="small" onClick={() => open({ file, at: 'preview' })}>{t('files.preview')}</Button>}
            <Button size="small" href={fileUrl(of, file.hash)}>{t('files.download')}</Button>
            {before(file) === undefined ? null : <Button size="small" onClick={() => open({ file, at: 'compare', before: before(file) })}>{t('files.compare')}</Button>}
            <Button size="small" onClick={() => open({ file, at: 'accesses' })}>{t('files.accesses')}</Button>
          </span>
        ),
      },
    ];
  }
}

function Copies({ file }: { file: RecordFile }) {
  const { t } = useTranslation();
  if (file.state == null) return null;
  const { first, second, scan } = file.state;
  const bad = [first, second].some((one) => one === 'missing' || one === 'damaged');
  return <span className={bad ? 'e-files-bad' : undefined}>{t(`files.state.${first}`)} / {t(`files.state.${second}`)} · {t(`files.scan.${scan}`)}</span>;
}
