/** A picture with the table it is drawn from: the reader chooses, and whoever hears the page gets the table. */
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from 'antd';
import type { EChartsCoreOption } from 'echarts/core';
import { useText } from '../language/language.tsx';
import { Panel } from '../parts/panel.tsx';
import { Waiting } from '../parts/states.tsx';
import { figuresText } from './text.ts';

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }));

interface Props {
  readonly title: string;
  /** What the picture shows. */
  readonly label: string;
  readonly hint?: string;
  readonly option: EChartsCoreOption;
  /** Bars below each other. */
  readonly bars?: number;
  readonly children: ReactNode;
}

/** @param children the table */
export function ChartPanel({ title, label, hint, option, bars, children }: Props) {
  const t = useText(figuresText);
  const [table, setTable] = useState(false);
  const toggle = (
    <Button
      type="text"
      size="small"
      aria-label={table ? t.showChart(title) : t.showTable(title)}
      onClick={() => setTable(!table)}
    >
      {table ? t.asChart : t.asTable}
    </Button>
  );
  return (
    <Panel title={title} beside={toggle} flush>
      {hint === undefined ? null : <p className="panel-note">{hint}</p>}
      {table ? null : (
        <Suspense fallback={<Waiting rows={5} />}>
          <Chart option={option} label={label} {...(bars === undefined ? {} : { bars })} />
        </Suspense>
      )}
      <div className={table ? '' : 'unseen'}>{children}</div>
    </Panel>
  );
}
