import { REASONS } from '@edge/core';
import { LineChart, ScatterChart } from 'echarts/charts';
import {
  DataZoomComponent, GridComponent, MarkAreaComponent, MarkLineComponent, ToolboxComponent, TooltipComponent,
} from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../layout/useLanguage';
import { chartOption } from './option';
import type { ChartModel, ChartWords } from './types';
import './chart.css';

use([
  LineChart, ScatterChart, GridComponent, TooltipComponent, MarkAreaComponent, MarkLineComponent, ToolboxComponent, DataZoomComponent, CanvasRenderer,
]);

interface Props {
  model: ChartModel;
  label: string;
  height?: number;
  onZoom?: (from: number, to: number) => void;
  onEvent?: (warningId: string) => void;
}

interface ZoomEvent {
  batch?: { startValue?: number; endValue?: number }[];
}

/** One chart: curves with threshold bands, gaps as gaps, events on the time axis, zoom by drag. */
export function SeriesChart({ model, label, height = 220, onZoom, onEvent }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const [width, setWidth] = useState(0);
  const words = useWords();
  const handlers = useRef({ onZoom, onEvent });
  useEffect(() => { handlers.current = { onZoom, onEvent }; });

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const made = init(element);
    chart.current = made;
    made.on('datazoom', (event) => {
      const zoomed = (event as ZoomEvent).batch?.[0];
      if (typeof zoomed?.startValue === 'number' && typeof zoomed.endValue === 'number') handlers.current.onZoom?.(zoomed.startValue, zoomed.endValue);
    });
    made.on('click', { seriesId: 'events' }, (event) => {
      const id = (event.data as { id?: unknown } | undefined)?.id;
      if (typeof id === 'string') handlers.current.onEvent?.(id);
    });
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined || entry.contentRect.width === 0) return;
      made.resize();
      setWidth(entry.contentRect.width);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);

  const zoomable = onZoom !== undefined;
  useEffect(() => {
    if (width === 0 || chart.current === undefined) return;
    chart.current.setOption(chartOption(model, words, width), { notMerge: true });
    if (zoomable) chart.current.dispatchAction({ type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: true });
  }, [model, words, width, zoomable]);

  return <div ref={frame} className="e-chart" style={{ height }} role="img" aria-label={label} />;
}

function useWords(): ChartWords {
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(() => ({
    language,
    level: (level) => t(`level.${level}`),
    gap: (reason) => {
      const name = reason.charAt(0).toLowerCase() + reason.slice(1);
      const known = REASONS.find((one) => one === name);
      return known === undefined ? t(reason === 'lost' ? 'chart.reason.lost' : 'chart.reason.missing') : t(`reason.${known}`);
    },
    source: (source) => (source ? t('chart.source', { source }) : t('chart.noSource')),
    range: t('chart.range'),
    on: t('value.on'),
    off: t('value.off'),
  }), [t, language]);
}
