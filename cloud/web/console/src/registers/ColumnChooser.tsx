import { usualColumns, type ListColumn, type Register } from '@edge/core';
import { Button, Checkbox, Popover } from 'antd';
import { ArrowDownOutlined, ArrowUpOutlined, TableOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useLabel } from './words';

interface Props {
  register: Register;
  columns: readonly ListColumn[];
  chosen: readonly string[];
  onChange: (columns: string[]) => void;
}

/** Which columns are shown, and in which order. */
export function ColumnChooser(props: Props) {
  const { t } = useTranslation();
  return (
    <Popover trigger="click" placement="bottomRight" content={<Chooser {...props} />}>
      <Button icon={<TableOutlined />} aria-label={t('registers.columns')} title={t('registers.columns')} />
    </Popover>
  );
}

function Chooser({ register, columns, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const ordered = [...chosen.flatMap((name) => columns.find((one) => one.name === name) ?? []), ...columns.filter((one) => !chosen.includes(one.name) && one.name !== 'title')];
  const move = (name: string, by: number): void => {
    const next = [...chosen];
    const at = next.indexOf(name);
    next.splice(at, 1);
    next.splice(at + by, 0, name);
    onChange(next);
  };
  return (
    <div className="e-chooser">
      <ul>
        {ordered.map((one) => {
          const at = chosen.indexOf(one.name);
          return (
            <li key={one.name}>
              <Checkbox checked={at >= 0} onChange={(event) => onChange(event.target.checked ? [...chosen, one.name] : chosen.filter((name) => name !== one.name))}>{label(one.label)}</Checkbox>
              {at < 0 ? null : (
                <span>
                  <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={at === 0} aria-label={`${t('registers.up')} ${label(one.label)}`} onClick={() => move(one.name, -1)} />
                  <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={at === chosen.length - 1} aria-label={`${t('registers.down')} ${label(one.label)}`} onClick={() => move(one.name, 1)} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Button block onClick={() => onChange(usualColumns(register))}>{t('registers.columnsUsual')}</Button>
    </div>
  );
}
