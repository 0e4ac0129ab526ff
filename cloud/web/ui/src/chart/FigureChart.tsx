import { formatFigure, type ChartKind, type PivotCell, type PivotTable } from '@edge/core';
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTheme } from '../tokens/useTheme';
import { figureOption } from './figureOption';
import './chart.css';

use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  table: PivotTable;
  kind: Exclude<ChartKind, 'none'>;
  say: (at: number, key: string | null) => string;
  label: string;
  onPress: (cell: PivotCell) => void;
}

/** Figures as bars, lines or parts of a whole; pressing one says which. */
export function FigureChart({ table, kind, say, label, onPress }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const theme = useTheme();
  const press = useRef(onPress);
  useEffect(() => { press.current = onPress; });
  useEffect(() => {
    if (frame.current === null) return undefined;
    const made = init(frame.current);
    chart.current = made;
    made.on('click', (event) => {
      const cell = (event.data as { cell?: PivotCell } | undefined)?.cell;
      if (cell !== undefined) press.current(cell);
    });
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(frame.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(figureOption(table, kind, say, formatFigure, theme) as EChartsCoreOption, { notMerge: true });
  }, [table, kind, say, theme]);
  return <div ref={frame} className="e-chart e-figure-chart" role="img" aria-label={label} />;
}
