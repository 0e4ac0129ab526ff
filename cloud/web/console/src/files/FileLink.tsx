import { EyeOutlined, PaperClipOutlined } from '@ant-design/icons';
import { fileUrl } from '@edge/core';
import { Ready } from '@edge/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workApi } from '../app/client';
import type { FileViewProps } from '../registers/slots';
import { FilePreview } from './FilePreview';

/** A file in the pages of a record: fetched by its name, looked at in a drawer. */
export function FileLink({ file, register, record }: FileViewProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const of = `${register}/${record}`;
  const query = useQuery({ queryKey: ['files', of], queryFn: ({ signal }) => workApi.files(of, signal), enabled: open });
  return (
    <span className="e-upload-name">
      <PaperClipOutlined /> <a href={fileUrl(of, file.hash)}>{file.name}</a>{' '}
      <Button type="text" size="small" icon={<EyeOutlined />} aria-label={`${t('files.preview')} ${file.name}`} onClick={() => setOpen(true)} />
      <Drawer open={open} onClose={() => setOpen(false)} size="large" destroyOnHidden title={file.name}>
        <Ready query={query} what={t('files.what')}>
          {(files) => {
            const found = files.filter((one) => one.hash === file.hash).at(-1);
            return found === undefined ? <a href={fileUrl(of, file.hash)}>{t('files.download')}</a> : <FilePreview of={of} file={found} />;
          }}
        </Ready>
      </Drawer>
    </span>
  );
}
