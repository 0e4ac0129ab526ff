import { readFilter, type ListColumn, type ListState, type Names } from '@edge/core';
import { useLanguage } from '@edge/ui';
import { CloseOutlined, FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { filterText } from './filterText';
import { useAreaName } from './queries';
import { useSay } from './words';

const FilterEditor = lazy(async () => ({ default: (await import('./FilterEditor')).FilterEditor }));
const MOST = 40;

interface Props {
  state: ListState;
  columns: readonly ListColumn[];
  names: Names;
  canAct: boolean;
  onChange: (change: Partial<ListState>) => void;
}

/** Words, conditions, and two switches, in one row. */
export function FilterBar({ state, columns, names, canAct, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const areaName = useAreaName(state.filters.some((one) => columns.find((column) => column.name === readFilter(one)?.column)?.kind === 'area'));
  const say = useSay();
  const [edited, setEdited] = useState<number>();
  const put = (at: number, text: string): void => {
    setEdited(undefined);
    onChange({ filters: at < state.filters.length ? state.filters.map((one, index) => (index === at ? text : one)) : [...state.filters, text] });
  };
  const editor = (at: number) => (
    <Suspense fallback={null}>
      <FilterEditor key={`${at}/${edited}`} columns={columns} names={names} filter={readFilter(state.filters[at] ?? '')} onDone={(text) => put(at, text)} />
    </Suspense>
  );
  const frame = (at: number) => ({ open: edited === at, onOpenChange: (open: boolean) => setEdited(open ? at : undefined), trigger: 'click' as const, placement: 'bottomLeft' as const, content: <div>{edited === at ? editor(at) : null}</div> });
  return (
    <div className="e-filters e-filter-bar">
      <Words key={state.q} value={state.q} onChange={(q) => onChange({ q })} />
      {state.filters.map((one, at) => {
        const text = filterText(say, one, columns, names, areaName, language);
        return (
          <span key={one} className="e-filter-chip">
            <Popover {...frame(at)}><button type="button" className="e-filter-chip-text">{text}</button></Popover>
            <button type="button" className="e-filter-chip-off" aria-label={t('filters.remove', { text })} onClick={() => onChange({ filters: state.filters.filter((_, index) => index !== at) })}><CloseOutlined /></button>
          </span>
        );
      })}
      <Popover {...frame(state.filters.length)}>
        <Button icon={<FilterOutlined />} disabled={state.filters.length >= MOST} title={state.filters.length >= MOST ? t('filters.tooMany') : undefined}>{t('registers.filter')}</Button>
      </Popover>
      {canAct ? <Checkbox checked={state.todo} onChange={(event) => onChange({ todo: event.target.checked })}><span title={t('registers.todoHint')}>{t('registers.todo')}</span></Checkbox> : null}
      <Checkbox checked={state.withVoid} onChange={(event) => onChange({ withVoid: event.target.checked })}>{t('registers.withVoid')}</Checkbox>
      {state.filters.length > 0 || state.q !== '' || state.todo ? <Button type="link" onClick={() => onChange({ filters: [], q: '', todo: false, withVoid: false })}>{t('registers.clear')}</Button> : null}
    </div>
  );
}

function Words({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text.trim() === value) return undefined;
    const timer = setTimeout(() => onChange(text.trim()), 350);
    return () => clearTimeout(timer);
  });
  return (
    <span className="e-find e-control-find">
      <SearchOutlined aria-hidden="true" />
      <input
        type="search" value={text} maxLength={200} placeholder={t('registers.search')} aria-label={t('registers.search')} enterKeyHint="search"
        onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') onChange(text.trim()); }}
      />
    </span>
  );
}
