import { SimpleGrid, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconTicket, IconTicketOff, IconUserCheck } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ChartCard } from "@/features/reports/ChartCard";
import { CountedUntil } from "@/features/reports/CountedUntil";
import { dayLabel } from "@/features/reports/labels";
import type { TabProps } from "@/features/reports/ReportsPage";
import { codesReport, type PoolStock } from "@/features/reports/reports";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Figure } from "@/ui/Figure";
import { count } from "@/ui/format";

const STATES = [
  { name: "redeemed", color: "teal.7" },
  { name: "assigned", color: "indigo.6" },
  { name: "unassigned", color: "gray.5" },
  { name: "expired", color: "orange.6" },
  { name: "cancelled", color: "red.6" },
] as const;

/** Codes by state at the end of each day, and how each pool stood in the end. */
export function CodesTab({ wanted, view, change }: TabProps) {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = useQuery({ ...codesReport(wanted), placeholderData: keepPreviousData });
  const last = data?.days.at(-1);
  const value = (name: (typeof STATES)[number]["name"]) => data && (last ? count(last[name]) : "–");
  const columns = useMemo<Column<PoolStock>[]>(
    () => [
      { id: "name", title: t("codes.pool"), value: (row) => row.name, cell: (row) => <Text component={Link} to={`/pools/${row.pool_id}`} fz="sm" fw={600} className="lg-plain lg-words">{row.name}</Text> },
      ...(["unassigned", "assigned", "redeemed", "redeemed_in_period", "expired", "cancelled"] as const).map((name): Column<PoolStock> => ({
        id: name,
        title: t(`codes.${name}`),
        align: "right",
        value: (row) => row[name],
        cell: (row) => count(row[name]),
      })),
    ],
    [t],
  );
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
        <Figure icon={IconTicket} color="gray" label={t("codes.unassigned")} value={value("unassigned")} note={t("codes.inTheEnd")} />
        <Figure icon={IconUserCheck} color="indigo" label={t("codes.assigned")} value={value("assigned")} note={t("codes.inTheEnd")} />
        <Figure icon={IconCircleCheck} color="teal" label={t("codes.redeemed_in_period")} value={data && count(data.pools.reduce((sum, pool) => sum + pool.redeemed_in_period, 0))} note={last && t("codes.redeemedInAll", { count: last.redeemed, all: count(last.redeemed) })} />
        <Figure icon={IconTicketOff} color="orange" label={t("codes.expired")} value={value("expired")} note={t("codes.unused")} />
      </SimpleGrid>
      <ChartCard
        title={t("codes.chart")}
        head={t("day")}
        kind="area"
        data={data?.days.map((day) => ({ ...day, label: dayLabel(day.day) }))}
        series={STATES.map(({ name, color }) => ({ name, color, label: t(`codes.${name}`) }))}
        format={count}
        summary={last ? t("codes.summary", { day: dayLabel(last.day, true), free: count(last.unassigned), assigned: count(last.assigned), redeemed: count(last.redeemed) }) : t("nothing")}
      />
      <DataTable
        name="report-codes"
        label={t("codes.table")}
        columns={columns}
        rows={data?.pools}
        keyOf={(row) => row.pool_id}
        to={(row) => `/pools/${row.pool_id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort || "-redeemed_in_period"}
        onSort={(sort) => change({ sort })}
        empty={
          <Empty icon={IconTicket} title={t("nothing")}>
            {t("codes.empty")}
          </Empty>
        }
      />
      {data && <CountedUntil report={data} />}
    </Stack>
  );
}
