import { formatMoment, isBlank, type Field, type HistoryEntry, type Names, type RecordDetail, type Register, type Values } from '@edge/core';
import { Ready, useLanguage } from '@edge/ui';
import { useTranslation } from 'react-i18next';
import { registersApi } from '../../app/client';
import { useRecordPart } from '../queries';
import { StateMark } from '../StateMark';
import { Value } from '../Value';
import { useLabel } from '../words';

/** Every change, newest first, with what was there before and after. */
export function HistoryTab({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const { id, version } = detail.record;
  const query = useRecordPart(register.name, id, `history/${version}`, (signal) => registersApi.history(register.name, id, signal));
  return (
    <Ready query={query} what={t('record.history')}>
      {(entries) => <ol className="e-history">{[...entries].reverse().map((one) => <Entry key={one.version} register={register} entry={one} names={detail.names} />)}</ol>}
    </Ready>
  );
}

function Entry({ register, entry, names }: { register: Register; entry: HistoryEntry; names: Names }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useLabel();
  const action = register.actions.find((one) => one.name === entry.action);
  const changes = Object.entries(entry.changes).flatMap(([name, change]) => {
    const field = register.fields.find((one) => one.name === name);
    return field === undefined ? [] : [{ field, change }];
  });
  return (
    <li>
      <div className="e-history-head">
        <strong>{action !== undefined ? label(action.label) : entry.action === 'create' || entry.action === 'edit' || entry.action === 'void' ? t(`history.${entry.action}`) : entry.action}</strong>
        {entry.from === entry.to ? null : <StateMark register={register} state={entry.to} />}
        <span>{entry.by}</span><span className="e-hint">{formatMoment(entry.at, language)}</span>
      </div>
      {entry.note === null ? null : <p>{t('history.note')}{t('list.stop')}{entry.note}</p>}
      {changes.length === 0 ? null : (
        <details open={entry.action !== 'create' && changes.length <= 6}>
          <summary>{t('history.changes', { count: changes.length })}</summary>
          <table className="e-table e-history-table">
            <thead><tr><th scope="col" aria-label={t('filters.column')} />{entry.action === 'create' ? null : <th scope="col">{t('history.from')}</th>}<th scope="col">{t('history.to')}</th></tr></thead>
            <tbody>
              {changes.map(({ field, change }) => (
                <tr key={field.name}>
                  <th scope="row">{label(field.label)}</th>
                  {entry.action === 'create' ? null : <td><Side field={field} value={change.from} names={names} /></td>}
                  <td><Side field={field} value={change.to} names={names} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </li>
  );
}

/** One side of a change; parts are written out, for that is where the change lies. */
export function Side({ field, value, names }: { field: Field; value: unknown; names: Names }) {
  const label = useLabel();
  if (field.kind !== 'group' || isBlank(value)) return <Value field={field} value={value} names={names} />;
  const rows = (Array.isArray(value) ? value : [value]) as Values[];
  return (
    <ul className="e-side">
      {rows.map((row, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at}>
          {field.fields.filter((one) => !isBlank(row[one.name])).map((one) => (
            <span key={one.name}><span className="e-hint">{label(one.label)}</span> <Side field={one} value={row[one.name]} names={names} /></span>
          ))}
        </li>
      ))}
    </ul>
  );
}
