import "@mantine/charts/styles.css";

import { AreaChart, BarChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";

import type { PoolDay } from "@/features/pools/pools";
import { count, locale } from "@/ui/format";

interface HistoryChartProps {
  days: PoolDay[];
  kind: "stock" | "flow";
  threshold: number | undefined;
  height: number;
  summary: string;
}

/** Remaining codes with the alert's threshold, or what went out and was redeemed each day. */
export default function HistoryChart({ days, kind, threshold, height, summary }: HistoryChartProps) {
  const { t } = useTranslation("pools");
  const name = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", timeZone: "UTC" });
  const data = days.map((one) => ({ ...one, day: name.format(new Date(one.day)) }));
  const shared = {
    h: height,
    data,
    dataKey: "day",
    valueFormatter: count,
    withLegend: kind === "flow",
    tickLine: "none" as const,
    xAxisProps: { minTickGap: 28 },
    yAxisProps: { width: 56 },
  };
  return (
    <div role="img" aria-label={summary}>
      {kind === "stock" ? (
        <AreaChart
          {...shared}
          series={[{ name: "remaining", label: t("columns.remaining"), color: "indigo.6" }]}
          curveType="linear"
          withDots={days.length <= 31}
          dotProps={{ r: 3 }}
          areaChartProps={{ accessibilityLayer: false }}
          referenceLines={threshold === undefined ? [] : [{ y: threshold, label: t("history.line", { below: count(Math.round(threshold)) }), color: "light-dark(var(--mantine-color-red-8), var(--mantine-color-red-4))", labelPosition: "insideBottomLeft", ifOverflow: "extendDomain" }]}
        />
      ) : (
        <BarChart
          {...shared}
          barChartProps={{ accessibilityLayer: false }}
          series={[
            { name: "handed_out", label: t("history.columns.handed_out"), color: "indigo.6" },
            { name: "redemptions", label: t("history.columns.redemptions"), color: "teal.7" },
          ]}
        />
      )}
    </div>
  );
}
