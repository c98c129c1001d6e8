import { SimpleGrid, Stack, Text } from "@mantine/core";
import { IconBan, IconCash, IconDiscount2, IconReceipt2 } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ChartCard } from "@/features/reports/ChartCard";
import { CountedUntil } from "@/features/reports/CountedUntil";
import { CurrencyChoice, currencyOf } from "@/features/reports/CurrencyChoice";
import { dayLabel } from "@/features/reports/labels";
import { Reasons } from "@/features/reports/Reasons";
import type { TabProps } from "@/features/reports/ReportsPage";
import { everyDay, type RedemptionReport, redemptionsReport } from "@/features/reports/reports";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { Figure } from "@/ui/Figure";
import { count, money, percent } from "@/ui/format";

type Row = RedemptionReport["days"][number] & { money: Record<string, { discount: number; revenue: number }> };

/** Redemptions, refused attempts, discount and revenue by day. */
export function RedemptionsTab({ wanted, view, change }: TabProps) {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = useQuery({ ...redemptionsReport(wanted), placeholderData: keepPreviousData });
  const days = useMemo(() => data && rowsOf(data), [data]);
  const currencies = data?.money.map(({ currency }) => currency) ?? [];
  const currency = currencyOf(currencies, view.currency);
  const total = data?.money.find((one) => one.currency === currency);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <Stack gap="md">
      <Figures data={data} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <ChartCard
          title={t("redemptions.chart")}
          head={t("day")}
          kind="stack"
          data={days?.map(({ day, redemptions, rejections }) => ({ label: dayLabel(day), redemptions, rejections }))}
          series={[
            { name: "redemptions", label: t("redemptions.redemptions"), color: "teal.7" },
            { name: "rejections", label: t("redemptions.rejections"), color: "red.6" },
          ]}
          format={count}
          summary={data ? t("redemptions.summary", { redemptions: count(data.redemptions), rejections: count(data.rejections) }) : ""}
        />
        <ChartCard
          title={t("redemptions.moneyChart", { currency })}
          head={t("day")}
          kind="bars"
          data={days?.map(({ day, money: of }) => ({ label: dayLabel(day), discount: of[currency]?.discount ?? 0, revenue: of[currency]?.revenue ?? 0 }))}
          series={[
            { name: "revenue", label: t("redemptions.revenue"), color: "indigo.6" },
            { name: "discount", label: t("redemptions.discount"), color: "orange.6" },
          ]}
          format={(value) => money(value, currency)}
          summary={total ? t("redemptions.moneySummary", { discount: money(total.discount, currency), revenue: money(total.revenue, currency) }) : t("nothing")}
          tools={<CurrencyChoice currencies={currencies} value={currency} onChange={(next) => change({ currency: next })} />}
        />
      </SimpleGrid>
      {data && data.reasons.length > 0 && <Reasons reasons={data.reasons} />}
      <DayTable rows={days} currencies={currencies} view={view} change={change} />
      {data && <CountedUntil report={data} />}
    </Stack>
  );
}

function Figures({ data }: { data: RedemptionReport | undefined }) {
  const { t } = useTranslation("reports");
  const shown = (what: "discount" | "revenue") => data && (data.money.map((one) => money(one[what], one.currency)).join(" · ") || "–");
  const tried = data ? data.redemptions + data.rolled_back + data.rejections : 0;
  const [only, ...others] = data?.money ?? [];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
      <Figure icon={IconReceipt2} color="teal" label={t("redemptions.redemptions")} value={data && count(data.redemptions)} note={data && data.rolled_back > 0 && t("redemptions.back", { count: data.rolled_back, back: count(data.rolled_back) })} />
      <Figure icon={IconBan} color="red" label={t("redemptions.rejections")} value={data && count(data.rejections)} note={tried > 0 && data ? t("redemptions.ofTried", { share: percent(data.rejections / tried) }) : t("redemptions.none")} />
      <Figure icon={IconDiscount2} color="orange" label={t("redemptions.discount")} value={shown("discount")} note={only && others.length === 0 && data?.redemptions ? t("redemptions.each", { amount: money(Math.round(only.discount / data.redemptions), only.currency) }) : t("redemptions.less")} />
      <Figure icon={IconCash} color="indigo" label={t("redemptions.revenue")} value={shown("revenue")} note={t("redemptions.beside")} />
    </SimpleGrid>
  );
}

function DayTable({ rows, currencies, view, change }: { rows: Row[] | undefined; currencies: string[] } & Pick<TabProps, "view" | "change">) {
  const { t } = useTranslation("reports");
  const known = currencies.join(" ");
  const columns = useMemo<Column<Row>[]>(
    () => [
      { id: "day", title: t("day"), value: (row) => row.day, cell: (row) => <Text fz="sm" className="lg-nowrap">{dayLabel(row.day, true)}</Text> },
      ...(["redemptions", "rolled_back", "rejections"] as const).map((name): Column<Row> => ({ id: name, title: t(`redemptions.${name}`), align: "right", value: (row) => row[name], cell: (row) => count(row[name]) })),
      ...known.split(" ").filter(Boolean).flatMap((currency) =>
        (["discount", "revenue"] as const).map((what): Column<Row> => ({
          id: `${what}_${currency}`,
          title: t(`redemptions.${what}In`, { currency }),
          align: "right",
          value: (row) => row.money[currency]?.[what] ?? 0,
          cell: (row) => money(row.money[currency]?.[what] ?? 0, currency),
        })),
      ),
    ],
    [t, known],
  );
  const shown = useMemo(() => rows?.toReversed(), [rows]);
  return (
    <DataTable name="report-redemptions" label={t("redemptions.table")} columns={columns} rows={shown} keyOf={(row) => row.day} sort={view.sort} onSort={(sort) => change({ sort })} empty={<Empty title={t("nothing")}>{t("nothingText")}</Empty>} />
  );
}

function rowsOf({ first_day, last_day, days, money_days }: RedemptionReport): Row[] {
  const known: Row[] = days.map((one) => ({
    ...one,
    money: Object.fromEntries(money_days.filter(({ day }) => day === one.day).map(({ currency, discount, revenue }) => [currency, { discount, revenue }])),
  }));
  return everyDay(first_day, last_day, known, (day) => ({ day, redemptions: 0, rolled_back: 0, rejections: 0, money: {} }));
}
