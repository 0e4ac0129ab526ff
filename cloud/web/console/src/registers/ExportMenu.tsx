import { exportAddress, EXPORT_FORMATS, formatFigure, type ListState } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The whole list as a file, under the filter that is on the page. */
export function ExportMenu({ register, state, columns, count }: { register: string; state: ListState; columns: readonly string[]; count: number | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [all, setAll] = useState(false);
  return (
    <Popover
      trigger="click" placement="bottomRight"
      content={(
        <div className="e-export">
          <p className="e-hint">{t('exports.hint', { total: formatFigure(count) })}</p>
          <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>{t('exports.everything')}</Checkbox>
          <ul>
            {EXPORT_FORMATS.map((format) => (
              <li key={format}><a href={exportAddress(register, state, all ? ['*'] : columns, format, language)} download>{t(`exports.formats.${format}`)}</a></li>
            ))}
          </ul>
        </div>
      )}
    >
      <Button icon={<DownloadOutlined />} aria-label={t('exports.title')} title={t('exports.title')} />
    </Popover>
  );
}
