import { BarChart } from "@mantine/charts";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { count, day } from "@/ui/format";
import { saidReason } from "@/ui/reasons";

import "@mantine/charts/styles.css";

const SHOWN = 5;
const COLORS = ["indigo.6", "teal.6", "orange.6", "red.6", "gray.6", "indigo.3"];
const OTHERS = "others";

/** Refusals day by day, the most frequent reasons apart. */
export default function ReasonChart({ summary }: { summary: Schemas["RejectionSummary"] }) {
  const { t } = useTranslation("redemptions");
  const named = Object.keys(summary.by_reason).slice(0, SHOWN);
  const days = [...new Set(summary.days.map((entry) => entry.day))].sort();
  const rows = days.map((date) => {
    const row: Record<string, string | number> = { day: day(`${date}T12:00:00Z`, "UTC") };
    for (const entry of summary.days.filter((found) => found.day === date)) {
      const name = named.includes(entry.reason) ? entry.reason : OTHERS;
      row[name] = Number(row[name] ?? 0) + entry.count;
    }
    return row;
  });
  const hasOthers = summary.days.some((entry) => !named.includes(entry.reason));
  const names = hasOthers ? [...named, OTHERS] : named;
  const top = named[0];
  return (
    <>
      <BarChart
        h={230}
        data={rows}
        dataKey="day"
        type="stacked"
        withLegend={names.length <= SHOWN}
        legendProps={{ verticalAlign: "bottom" }}
        tickLine="y"
        valueFormatter={count}
        barProps={{ maxBarSize: 48, isAnimationActive: false }}
        series={names.map((name, place) => ({ name, label: name === OTHERS ? t("rejections.others") : saidReason(name), color: COLORS[place] ?? "gray.6" }))}
        barChartProps={{ accessibilityLayer: false }}
        aria-hidden
      />
      <p className="lg-unseen">{t("rejections.chartSays", { days: days.length, total: count(summary.total), reason: top ? saidReason(top) : "" })}</p>
    </>
  );
}
