import { Card, Group, SegmentedControl, Skeleton, Title } from "@mantine/core";
import { IconChartArea } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { historyQuery, type Pool, type PoolDay, thresholdInCodes } from "@/features/pools/pools";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { count, day } from "@/ui/format";
import { Numbers } from "@/ui/Numbers";
import { useUrlState } from "@/ui/url";

const HistoryChart = lazy(() => import("@/features/pools/HistoryChart"));
const HEIGHT = 260;
const DEFAULTS = { days: 30, chart: "stock" };

/** How the stock of a pool went over time, and against its threshold. */
export function HistoryCard({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery(historyQuery(pool.id, view.days));
  const days = data?.days;
  const threshold = thresholdInCodes(pool);
  const chart = view.chart === "flow" ? "flow" : "stock";
  return (
    <Card>
      <Group justify="space-between" gap="xs" mb="sm">
        <Title order={2} fz="md">
          {t(`history.${chart}`)}
        </Title>
        <Group gap="xs">
          <SegmentedControl size="xs" aria-label={t("history.what")} value={chart} onChange={(next) => change({ chart: next })} data={["stock", "flow"].map((value) => ({ value, label: t(`history.tabs.${value}`) }))} />
          <SegmentedControl size="xs" aria-label={t("history.period")} value={String(view.days)} onChange={(next) => change({ days: Number(next) })} data={[30, 90, 365].map((value) => ({ value: String(value), label: t("history.days", { count: value }) }))} />
        </Group>
      </Group>
      {error && !days && <Failure error={error} retry={() => void refetch()} />}
      {!days && !error && <Skeleton height={HEIGHT} />}
      {days && pool.total === 0 && (
        <Empty icon={IconChartArea} title={t("history.empty")}>
          {t("history.emptyText")}
        </Empty>
      )}
      {days && pool.total > 0 && (
        <>
          <Suspense fallback={<Skeleton height={HEIGHT} />}>
            <HistoryChart days={days} kind={chart} threshold={threshold} height={HEIGHT} summary={t("history.alternative")} />
          </Suspense>
          <div>
            <Summary days={days} threshold={threshold} />
          </div>
        </>
      )}
    </Card>
  );
}

/** The chart in words and, folded, in numbers. */
function Summary({ days, threshold }: { days: PoolDay[]; threshold: number | undefined }) {
  const { t } = useTranslation("pools");
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  const sum = (name: "handed_out" | "redemptions") => count(days.reduce((all, one) => all + one[name], 0));
  const shown = (one: PoolDay) => day(`${one.day}T12:00:00Z`, "UTC");
  const sentence = t("history.summary", { from: shown(first), before: count(first.remaining), now: count(last.remaining), given: sum("handed_out"), used: sum("redemptions") });
  const line = threshold === undefined ? "" : t("history.threshold", { below: count(Math.round(threshold)) });
  return (
    <Numbers
      label={t("history.table")}
      summary={`${sentence} ${line}`}
      heads={["day", "remaining", "handed_out", "redemptions"].map((name) => t(`history.columns.${name}`))}
      rows={days.toReversed().map((one) => [shown(one), count(one.remaining), count(one.handed_out), count(one.redemptions)])}
    />
  );
}
