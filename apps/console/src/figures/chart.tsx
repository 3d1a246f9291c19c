/** One chart by ECharts; loaded only when the first is to be seen. */
import { useEffect, useRef } from 'react';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import type { EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useStill } from '../parts/media.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Props {
  readonly option: EChartsCoreOption;
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  /** Bars below each other, which say how high it is. */
  readonly bars?: number;
}

const BAR_PX = 40;
const USUAL_PX = 260;

/** Drawn on a canvas: what a chart would write into style attributes the policy of the page forbids. */
export function Chart({ option, label, bars }: Props) {
  const still = useStill();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return undefined;
    const chart = init(place.current);
    chart.setOption({ animation: !still, animationDuration: 300, ...option });
    const sized = new ResizeObserver(() => chart.resize());
    sized.observe(place.current);
    return () => {
      sized.disconnect();
      chart.dispose();
    };
  }, [option, still]);
  return (
    <div
      ref={place}
      className="chart"
      role="img"
      aria-label={label}
      style={{ height: bars === undefined ? USUAL_PX : Math.max(1, bars) * BAR_PX + 16 }}
    />
  );
}
