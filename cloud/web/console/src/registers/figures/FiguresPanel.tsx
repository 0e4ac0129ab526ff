import { tableOf, type ListColumn, type ListState, type Measure, type Names, type Register } from '@edge/core';
import { Card, EmptyState, ErrorState, Skeleton, useLanguage } from '@edge/ui';
import { Select, Segmented } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAreaName, usePivot } from '../queries';
import { dimensionsOf, drillFilters, type DimensionOption } from './dimensions';
import { FiguresTable } from './FiguresTable';
import { useSay } from '../words';

const FigureChart = lazy(async () => ({ default: (await import('@edge/ui/figures')).FigureChart }));
const MEASURES: readonly Measure[] = ['count', 'sum', 'average', 'min', 'max'];
const CHARTS = ['bar', 'line', 'pie', 'none'] as const;

interface Props {
  register: Register;
  columns: readonly ListColumn[];
  state: ListState;
  onChange: (change: Partial<ListState>) => void;
}

/** Any question as figures: by one column or two, as a table and a drawing; every figure opens the list that it counts. */
export function FiguresPanel({ register, columns, state, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useSay();
  const options = useMemo(() => dimensionsOf(columns, words, language), [columns, words, language]);
  const numbers = columns.filter((one) => one.numeric && one.filter).map((one) => ({ value: one.name, label: one.label[language] + (one.unit === null ? '' : `（${one.unit}）`) }));
  const dimensions = state.by.flatMap((one) => options.find((option) => option.value === one) ?? []);
  const query = usePivot(register.name, state, state.by, state.measure, state.of);
  const say = useKeyText(dimensions, query.data?.names ?? {});
  const table = useMemo(() => tableOf(query.data?.cells ?? [], dimensions.length, (at, key) => orderOf(dimensions[at], key)), [query.data, dimensions]);
  const drill = (filters: readonly string[]): Partial<ListState> => ({ view: 'list', filters: drillFilters(state.filters, filters) });
  const first = dimensions[0]?.value;
  const unit = columns.find((one) => one.name === state.of)?.unit ?? null;
  return (
    <Card flush className="e-figures" title={(
      <div className="e-filters">
        <label>{t('pivot.by')} <Select value={first} options={options} popupMatchSelectWidth={false} className="e-control-small" aria-label={t('pivot.by')} onChange={(by: string) => onChange({ by: [by, ...state.by.slice(1).filter((one) => one !== by)] })} /></label>
        <label>{t('pivot.across')} <Select value={dimensions[1]?.value ?? ''} popupMatchSelectWidth={false} className="e-control-small" aria-label={t('pivot.across')} options={[{ value: '', label: t('pivot.none') }, ...options.filter((one) => one.value !== first)]} onChange={(by: string) => onChange({ by: by === '' ? state.by.slice(0, 1) : [state.by[0] ?? 'state', by] })} /></label>
        <label>{t('pivot.measure')} <Select value={state.measure} popupMatchSelectWidth={false} aria-label={t('pivot.measure')} options={MEASURES.filter((one) => one === 'count' || numbers.length > 0).map((one) => ({ value: one, label: t(`pivot.${one}`) }))} onChange={(measure: Measure) => onChange({ measure, of: measure === 'count' ? '' : state.of === '' ? numbers[0]?.value ?? '' : state.of })} /></label>
        {state.measure === 'count' ? null : <label>{t('pivot.of')} <Select value={state.of} popupMatchSelectWidth={false} aria-label={t('pivot.of')} options={numbers} onChange={(of: string) => onChange({ of })} /></label>}
      </div>
    )} aside={<Segmented size="small" value={state.chart} onChange={(chart) => onChange({ chart })} options={CHARTS.map((one) => ({ value: one, label: t(one === 'none' ? 'pivot.off' : `pivot.${one}`) }))} />}
    >
      {query.error !== null ? <ErrorState error={query.error} what={t('pivot.what')} retry={() => { void query.refetch(); }} />
        : query.data === undefined ? <Skeleton rows={6} />
          : query.data.cells.length === 0 ? <EmptyState title={t('pivot.empty')} hint={t('pivot.emptyHint')} />
            : (
              <>
                {state.chart === 'none' ? null : <Suspense fallback={<Skeleton rows={6} />}><FigureChart table={table} kind={state.chart} say={say} label={t('pivot.table')} onPress={(cell) => onChange(drill(cell.filters))} /></Suspense>}
                <FiguresTable table={table} heading={dimensions[0]?.label ?? ''} say={say} measure={state.measure} unit={unit} register={register} state={state} drill={drill} />
              </>
            )}
    </Card>
  );
}

/** Keys as people read them. */
function useKeyText(dimensions: readonly DimensionOption[], names: Names): (at: number, key: string | null) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const areaName = useAreaName(dimensions.some((one) => one.column.kind === 'area'));
  return (at, key) => {
    const column = dimensions[at]?.column;
    if (key === null || key === '') return t('registers.missing');
    if (column?.kind === 'choice') return column.choices.find((one) => one.value === key)?.label[language] ?? key;
    if (column?.kind === 'boolean') return t(key === '1' || key === 'true' ? 'registers.yes' : 'registers.no');
    if (column?.kind === 'area') return areaName(key.padEnd(6, '0')) ?? key;
    return names[key] ?? key;
  };
}

/** Choices stand in their own order, everything else by its key. */
function orderOf(dimension: DimensionOption | undefined, key: string | null): string | number {
  const at = dimension?.column.choices.findIndex((one) => one.value === key) ?? -1;
  return dimension !== undefined && dimension.column.choices.length > 0 ? (at < 0 ? Infinity : at) : key ?? '\uffff';
}
