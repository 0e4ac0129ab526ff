import type { Field, Names } from '@edge/core';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldItem, type Path } from './FieldItems';

/** Rows of a list of groups: each a small form of its own. */
export function RowsField({ field, names, path, root }: { field: Field; names: Names; path: Path; root: Path }) {
  const { t } = useTranslation();
  const most = field.maxLength ?? Infinity;
  return (
    <Form.List name={path}>
      {(rows, { add, remove }, { errors }) => (
        <div className="e-rows">
          {rows.map((row, at) => (
            <div key={row.key} className="e-rows-item">
              <div className="e-rows-head">
                <span>{t('form.row', { row: at + 1 })}</span>
                <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('form.removeRow', { row: at + 1 })} onClick={() => remove(row.name)} />
              </div>
              <div className="e-form-grid">
                {field.fields.filter((one) => !one.readOnly).map((one) => <FieldItem key={one.name} field={one} names={names} path={[row.name]} root={[...root, row.name]} />)}
              </div>
            </div>
          ))}
          <Form.ErrorList errors={errors} />
          <Button icon={<PlusOutlined />} disabled={rows.length >= most} onClick={() => add({})}>{rows.length >= most ? t('form.most', { count: most }) : t('form.addRow')}</Button>
        </div>
      )}
    </Form.List>
  );
}
