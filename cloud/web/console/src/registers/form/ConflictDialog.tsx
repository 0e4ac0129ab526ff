import { conflictsOf, formatMoment, mergeOf, type RecordDetail, type Register, type Values } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { Modal, Radio } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Side } from '../record/HistoryTab';
import { useLabel } from '../words';

interface Props {
  register: Register;
  base: Values;
  mine: Values;
  theirs: RecordDetail;
  saving: boolean;
  onTake: (values: Values) => void;
  onDrop: () => void;
  onClose: () => void;
}

/** Two have edited one record: both sides, field by field, and which to keep. */
export function ConflictDialog({ register, base, mine, theirs, saving, onTake, onDrop, onClose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useLabel();
  const now = theirs.record;
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>({});
  const conflicts = useMemo(() => conflictsOf(register.fields, base, mine, now.record), [register, base, mine, now]);
  const merged = mergeOf(register.fields, base, mine, now.record, choices);
  const taken = (name: string): 'mine' | 'theirs' => choices[name] ?? (JSON.stringify(merged[name]) === JSON.stringify(mine[name]) ? 'mine' : 'theirs');
  return (
    <Modal
      open width={860} title={t('form.conflictTitle')} okText={t('form.take')} confirmLoading={saving} cancelText={t('action.cancel')} onOk={() => onTake(merged)} onCancel={onClose}
      footer={(_, { OkBtn, CancelBtn }) => <><button type="button" className="ant-btn ant-btn-text" onClick={onDrop}>{t('form.see')}</button><CancelBtn /><OkBtn /></>}
    >
      <p className="e-muted">{t('form.conflictHint', { by: now.updatedBy, time: formatMoment(now.updatedAt, language), version: now.version })}</p>
      {conflicts.length === 0 ? <p>{t('form.nothing')}</p> : (
        <table className="e-table e-conflict">
          <thead><tr><th scope="col">{t('filters.column')}</th><th scope="col">{t('form.mine')}</th><th scope="col">{t('form.theirs')}</th></tr></thead>
          <tbody>
            {conflicts.map(({ field, mine: own, theirs: other, settled }) => (
              <tr key={field.name}>
                <th scope="row">{label(field.label)}{settled ? <small className="e-hint"><br />{t('form.settled')}</small> : null}</th>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side} className={taken(field.name) === side ? 'e-conflict-taken' : undefined}>
                    <Radio checked={taken(field.name) === side} onChange={() => setChoices({ ...choices, [field.name]: side })}><Side field={field} value={side === 'mine' ? own : other} names={theirs.names} /></Radio>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
