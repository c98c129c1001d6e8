import { SimpleGrid, Stack, Text } from "@mantine/core";
import { IconArrowBackUp, IconCoins, IconHourglassEmpty, IconShoppingBag } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ChartCard } from "@/features/reports/ChartCard";
import { CountedUntil } from "@/features/reports/CountedUntil";
import { dayLabel } from "@/features/reports/labels";
import type { TabProps } from "@/features/reports/ReportsPage";
import { everyDay, type PointsReport, pointsReport } from "@/features/reports/reports";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Figure } from "@/ui/Figure";
import { count } from "@/ui/format";

type Row = PointsReport["days"][number];

const KINDS = ["granted", "spent", "expired", "returned", "adjusted"] as const;

/** Loyalty points granted, spent and expired by day. */
export function PointsTab({ wanted, view, change }: TabProps) {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = useQuery({ ...pointsReport(wanted), placeholderData: keepPreviousData });
  const days = useMemo(() => data && everyDay(data.first_day, data.last_day, data.days, (day) => ({ day, granted: 0, spent: 0, expired: 0, returned: 0, adjusted: 0 })), [data]);
  const shown = useMemo(() => days?.toReversed(), [days]);
  const columns = useMemo<Column<Row>[]>(
    () => [
      { id: "day", title: t("day"), value: (row) => row.day, cell: (row) => <Text fz="sm" className="lg-nowrap">{dayLabel(row.day, true)}</Text> },
      ...KINDS.map((name): Column<Row> => ({ id: name, title: t(`points.${name}`), align: "right", value: (row) => row[name], cell: (row) => count(row[name]) })),
    ],
    [t],
  );
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
        <Figure icon={IconCoins} color="teal" label={t("points.granted")} value={data && count(data.granted)} note={t("points.toCustomers")} />
        <Figure icon={IconShoppingBag} color="indigo" label={t("points.spent")} value={data && count(data.spent)} note={t("points.byCustomers")} />
        <Figure icon={IconHourglassEmpty} color="orange" label={t("points.expired")} value={data && count(data.expired)} note={t("points.unused")} />
        <Figure icon={IconArrowBackUp} color="gray" label={t("points.returned")} value={data && count(data.returned)} note={data && t("points.byHand", { count: data.adjusted, points: count(data.adjusted) })} />
      </SimpleGrid>
      <ChartCard
        title={t("points.chart")}
        head={t("day")}
        kind="bars"
        data={days?.map((day) => ({ ...day, label: dayLabel(day.day) }))}
        series={[
          { name: "granted", label: t("points.granted"), color: "teal.7" },
          { name: "spent", label: t("points.spent"), color: "indigo.6" },
          { name: "expired", label: t("points.expired"), color: "orange.6" },
        ]}
        format={count}
        summary={data ? t("points.summary", { granted: count(data.granted), spent: count(data.spent), expired: count(data.expired) }) : ""}
      />
      <DataTable
        name="report-points"
        label={t("points.table")}
        columns={columns}
        rows={shown}
        keyOf={(row) => row.day}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        empty={
          <Empty icon={IconCoins} title={t("nothing")}>
            {t("nothingText")}
          </Empty>
        }
      />
      {data && <CountedUntil report={data} />}
    </Stack>
  );
}
