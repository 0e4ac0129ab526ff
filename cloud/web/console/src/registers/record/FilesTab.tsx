import { formatBytes, type Field, type RecordDetail, type Register, type Values } from '@edge/core';
import { PaperClipOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { FileReference } from '../controls/FileControl';
import { slots } from '../slots';
import { useLabel } from '../words';

interface Found {
  path: Field[];
  file: FileReference;
}

/** Every file that a record refers to, wherever it stands in it. */
export function filesOf(fields: readonly Field[], values: Values, above: Field[] = []): Found[] {
  return fields.flatMap((field) => {
    const held = values[field.name];
    const list = (Array.isArray(held) ? held : [held]).filter((one): one is Values => typeof one === 'object' && one !== null);
    if (field.kind === 'file') return list.map((one) => ({ path: [...above, field], file: one as unknown as FileReference }));
    return field.kind === 'group' ? list.flatMap((one) => filesOf(field.fields, one, [...above, field])) : [];
  });
}

/** The files of a record; how they are looked at is the file store's matter. */
export function FilesTab({ register, detail }: { register: Register; detail: RecordDetail }) {
  const { t } = useTranslation();
  const label = useLabel();
  const View = slots.FileView;
  return (
    <ul className="e-file-list">
      {filesOf(register.fields, detail.record.record).map(({ path, file }) => (
        <li key={`${path.map((one) => one.name).join('/')}/${file.hash}/${file.name}`}>
          {View === undefined ? <span title={t('form.hash', { hash: file.hash })}><PaperClipOutlined /> {file.name}</span> : <View file={file} register={register.name} record={detail.record.id} />}
          <small className="e-hint">{path.map((one) => label(one.label)).join(' / ')} · {formatBytes(file.size)}</small>
        </li>
      ))}
    </ul>
  );
}
