import { Stack, Text } from "@mantine/core";
import { IconDiscount2 } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ChartCard } from "@/features/reports/ChartCard";
import { CountedUntil } from "@/features/reports/CountedUntil";
import { CurrencyChoice, currencyOf } from "@/features/reports/CurrencyChoice";
import type { TabProps } from "@/features/reports/ReportsPage";
import { type PromotionFigures, promotionsReport } from "@/features/reports/reports";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, money, percent } from "@/ui/format";

const BEST = 8;

/** Which promotions did most: redemptions, discount, and the revenue beside it. */
export function PromotionsTab({ wanted, view, change }: TabProps) {
  const { t } = useTranslation("reports");
  const { data, error, refetch } = useQuery({ ...promotionsReport(wanted), placeholderData: keepPreviousData });
  const currencies = [...new Set(data?.items.map(({ currency }) => currency))].sort();
  const currency = currencyOf(currencies, view.currency);
  const best = data?.items.filter((one) => one.currency === currency).sort((a, b) => b.revenue - a.revenue).slice(0, BEST);
  const [first] = best ?? [];
  const columns = usePromotionColumns();
  return (
    <Stack gap="md">
      {(!data || data.items.length > 0) && (
        <ChartCard
          title={t("promotions.chart", { currency })}
          head={t("promotions.name")}
          kind="ranks"
          data={best?.map(({ name, discount, revenue }) => ({ label: name, revenue, discount }))}
          series={[
            { name: "revenue", label: t("redemptions.revenue"), color: "indigo.6" },
            { name: "discount", label: t("redemptions.discount"), color: "orange.6" },
          ]}
          format={(value) => money(value, currency)}
          summary={first ? t("promotions.summary", { name: first.name, revenue: money(first.revenue, currency), discount: money(first.discount, currency) }) : t("nothing")}
          height={Math.max(160, 60 + 34 * (best?.length ?? BEST))}
          tools={<CurrencyChoice currencies={currencies} value={currency} onChange={(next) => change({ currency: next })} />}
        />
      )}
      <DataTable
        name="report-promotions"
        label={t("tabs.promotions")}
        columns={columns}
        rows={data?.items}
        keyOf={(row) => `${row.promotion_id} ${row.campaign_id ?? ""} ${row.currency}`}
        to={(row) => `/promotions/${row.promotion_id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort || "-redemptions"}
        onSort={(sort) => change({ sort })}
        empty={
          <Empty icon={IconDiscount2} title={t("nothing")}>
            {t("nothingText")}
          </Empty>
        }
      />
      {data && <CountedUntil report={data} />}
    </Stack>
  );
}

/** What share of the price before it a discount took. */
const shareOf = ({ discount, revenue }: PromotionFigures) => (discount + revenue === 0 ? undefined : discount / (discount + revenue));

function usePromotionColumns(): Column<PromotionFigures>[] {
  const { t } = useTranslation("reports");
  return useMemo(() => {
    const share = (row: PromotionFigures) => {
      const found = shareOf(row);
      return found === undefined ? "–" : percent(found);
    };
    return [
      { id: "name", title: t("promotions.name"), value: (row) => row.name, cell: (row) => <TwoLines main={<Link to={`/promotions/${row.promotion_id}`} className="lg-plain">{row.name}</Link>} sub={row.code === row.name ? undefined : row.code} /> },
      { id: "campaign", title: t("promotions.campaign"), value: (row) => row.campaign ?? undefined, cell: (row) => row.campaign ?? "–" },
      { id: "redemptions", title: t("redemptions.redemptions"), align: "right", value: (row) => row.redemptions, cell: (row) => <Text fz="sm" fw={650}>{count(row.redemptions)}</Text> },
      { id: "newcomers", title: t("promotions.newcomers"), align: "right", value: (row) => row.newcomers, cell: (row) => count(row.newcomers) },
      { id: "rolled_back", title: t("redemptions.rolled_back"), align: "right", hidden: true, value: (row) => row.rolled_back, cell: (row) => count(row.rolled_back) },
      { id: "discount", title: t("redemptions.discount"), align: "right", value: (row) => row.discount, cell: (row) => money(row.discount, row.currency) },
      { id: "revenue", title: t("redemptions.revenue"), align: "right", value: (row) => row.revenue, cell: (row) => money(row.revenue, row.currency) },
      { id: "share", title: t("promotions.share"), align: "right", value: (row) => shareOf(row), cell: share },
      { id: "currency", title: t("currency"), hidden: true, value: (row) => row.currency, cell: (row) => row.currency },
    ];
  }, [t]);
}
