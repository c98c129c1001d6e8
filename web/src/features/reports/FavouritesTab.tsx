import { Stack, Text } from "@mantine/core";
import { IconHeart } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ChartCard } from "@/features/reports/ChartCard";
import { CountedUntil } from "@/features/reports/CountedUntil";
import type { TabProps } from "@/features/reports/ReportsPage";
import { type Favourite, favouritesOf, promotionsReport } from "@/features/reports/reports";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, percent } from "@/ui/format";

const BEST = 8;

/** What customers redeem most, and to what they come back. */
export function FavouritesTab({ wanted, view, change }: TabProps) {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = useQuery({ ...promotionsReport(wanted), placeholderData: keepPreviousData });
  const favourites = useMemo(() => data && favouritesOf(data.items), [data]);
  const best = favourites?.slice(0, BEST);
  const [first] = best ?? [];
  const columns = useMemo<Column<Favourite>[]>(
    () => [
      { id: "name", title: t("promotions.name"), value: (row) => row.name, cell: (row) => <Text component={Link} to={`/promotions/${row.promotion_id}`} fz="sm" fw={600} className="lg-plain lg-words">{row.name}</Text> },
      { id: "by_customers", title: t("favourites.redemptions"), align: "right", value: (row) => row.by_customers, cell: (row) => <Text fz="sm" fw={650}>{count(row.by_customers)}</Text> },
      { id: "newcomers", title: t("favourites.newcomers"), align: "right", value: (row) => row.newcomers, cell: (row) => count(row.newcomers) },
      { id: "again", title: t("favourites.again"), align: "right", value: (row) => row.again, cell: (row) => count(row.again) },
      { id: "share", title: t("favourites.share"), align: "right", value: (row) => row.again / row.by_customers, cell: (row) => percent(row.again / row.by_customers) },
    ],
    [t],
  );
  return (
    <Stack gap="md">
      {(!favourites || favourites.length > 0) && (
        <ChartCard
          title={t("favourites.chart")}
          head={t("promotions.name")}
          kind="ranks"
          data={best?.map(({ name, newcomers, again }) => ({ label: name, newcomers, again }))}
          series={[
            { name: "newcomers", label: t("favourites.newcomers"), color: "teal.7" },
            { name: "again", label: t("favourites.again"), color: "indigo.6" },
          ]}
          format={count}
          summary={first ? t("favourites.summary", { name: first.name, count: first.by_customers, redemptions: count(first.by_customers), again: count(first.again) }) : t("nothing")}
          height={Math.max(160, 60 + 34 * (best?.length ?? BEST))}
        />
      )}
      <DataTable
        name="report-favourites"
        label={t("tabs.favourites")}
        columns={columns}
        rows={favourites}
        keyOf={(row) => row.promotion_id}
        to={(row) => `/promotions/${row.promotion_id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort || "-by_customers"}
        onSort={(sort) => change({ sort })}
        empty={
          <Empty icon={IconHeart} title={t("nothing")}>
            {t("favourites.empty")}
          </Empty>
        }
      />
      <Text fz="xs" c="dimmed" maw="90ch">
        {t("favourites.help")}
      </Text>
      {data && <CountedUntil report={data} />}
    </Stack>
  );
}
