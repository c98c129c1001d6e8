import "@mantine/charts/styles.css";

import { BarChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";

import type { Today } from "@/features/overview/overview";
import { count } from "@/ui/format";

interface TodayChartProps {
  hours: Today["hours"];
  weekday: string;
  height: number;
  summary: string;
}

/** Redemptions by the hour, today beside the same day last week. */
export default function TodayChart({ hours, weekday, height, summary }: TodayChartProps) {
  const { t } = useTranslation("overview");
  return (
    <div role="img" aria-label={summary} className="lg-chart">
      <BarChart
        h={height}
        data={hours.map((one) => ({ ...one, hour: `${String(one.hour).padStart(2, "0")}:00` }))}
        dataKey="hour"
        valueFormatter={count}
        withLegend
        tickLine="none"
        xAxisProps={{ minTickGap: 16 }}
        yAxisProps={{ width: 44, allowDecimals: false }}
        barChartProps={{ accessibilityLayer: false, barGap: 1 }}
        series={[
          { name: "last_week", label: t("today.then", { weekday }), color: "gray.5" },
          { name: "today", label: t("today.now"), color: "indigo.6" },
        ]}
      />
    </div>
  );
}
