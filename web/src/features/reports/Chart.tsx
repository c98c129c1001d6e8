import "@mantine/charts/styles.css";

import { BarChart } from "@mantine/charts";
import { lazy } from "react";

const Areas = lazy(() => import("@/features/reports/Areas"));

export interface ChartProps {
  /** bars: beside or upon each other by day; area: states upon each other; ranks: lying bars, the longest first. */
  kind: "bars" | "stack" | "area" | "ranks";
  data: (Record<string, string | number> & { label: string })[];
  series: { name: string; label: string; color: string }[];
  format: (value: number) => string;
  /** The chart in a sentence. */
  summary: string;
  height: number;
}

/** Figures of days or of things, drawn. */
export default function Chart({ kind, data, series, format, summary, height }: ChartProps) {
  const shared = {
    h: height,
    data,
    dataKey: "label",
    series,
    valueFormatter: format,
    withLegend: series.length > 1,
    tickLine: "none" as const,
    xAxisProps: { minTickGap: 28 },
    yAxisProps: { width: 64, tickFormatter: short(format) },
  };
  return (
    <div role="img" aria-label={summary}>
      {kind === "area" && <Areas {...shared} />}
      {(kind === "bars" || kind === "stack") && (
        <BarChart {...shared} {...(kind === "stack" && { type: "stacked" as const })} barChartProps={{ accessibilityLayer: false }} />
      )}
      {kind === "ranks" && (
        <BarChart
          {...shared}
          type="stacked"
          orientation="vertical"
          xAxisProps={{ tickFormatter: short(format), minTickGap: 40 }}
          yAxisProps={{ width: 150, tickFormatter: (name: string) => (name.length > 22 ? `${name.slice(0, 21)}…` : name) }}
          barProps={{ maxBarSize: 22 }}
          barChartProps={{ accessibilityLayer: false }}
        />
      )}
    </div>
  );
}

/** As the numbers themselves, without the cents of round sums: an axis has little room. */
const short = (format: (value: number) => string) => (value: number) => format(value).replace(/[.,]00(?=\D*$)/, "");
