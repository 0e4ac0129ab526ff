import { paperAddress, type RecordDetail, type Register } from '@edge/core';
import { MenuButton } from '@edge/ui';
import { PrinterOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useLabel } from '../words';

const FORMATS = ['docx', 'pdf'] as const;

/** The papers that the record can be printed on now, as Word and as PDF. */
export function PrintMenu({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const label = useLabel();
  const papers = register.papers.filter((one) => one.states.length === 0 || one.states.includes(detail.record.state))
    .filter((one) => one.needs == null || detail.record.record[one.needs] != null);
  if (papers.length === 0) return null;
  return (
    <MenuButton
      icon={<PrinterOutlined />} label={t('record.print')} name={t('record.print')}
      items={papers.flatMap((paper) => FORMATS.map((format) => ({
        key: `${paper.name}/${format}`, label: `${label(paper.label)}（${t(`exports.formats.${format}`)}）`,
        onSelect: () => { window.location.assign(paperAddress(register.name, detail.record.id, paper.name, format)); },
      })))}
    />
  );
}
