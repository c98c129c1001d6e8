import { Grid, Group, SimpleGrid, Skeleton } from "@mantine/core";
import { IconCoin, IconReceipt, IconTicket, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { type Arm, handbillQuery, type Results, resultsQuery, WHOLE } from "@/features/handbills/handbills";
import { Reliance } from "@/features/handbills/Reliance";
import { Uplifts } from "@/features/handbills/Uplifts";
import { Verdict } from "@/features/handbills/Verdict";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { Figure } from "@/ui/Figure";
import { count, money, percent } from "@/ui/format";
import { MomentInput } from "@/ui/MomentInput";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { since: "", until: "", sort: "" };

/** What a personalised promotion changed, by variant and against the control group. */
export default function ResultsPage() {
  const { handbillId } = useParams({ strict: false }) as { handbillId: string };
  const { t } = useTranslation("handbills");
  const [view, change] = useUrlState(DEFAULTS);
  const { data: handbill } = useQuery(handbillQuery(handbillId));
  const { data, error, refetch } = useQuery(resultsQuery(handbillId, view.since, view.until));
  return (
    <Page
      title={t("results.title")}
      lead={t("results.lead")}
      trail={[
        { to: "/handbills", label: t("title") },
        { to: `/handbills/${handbillId}`, label: handbill?.name ?? t("one") },
      ]}
      call={{ path: `/v1/handbills/${handbillId}/results`, operation: "getHandbillResults", tag: "handbills" }}
    >
      <Group align="flex-end">
        <MomentInput label={t("results.since")} value={view.since || null} onChange={(since) => change({ since: since ?? "" })} />
        <MomentInput label={t("results.before")} value={view.until || null} onChange={(until) => change({ until: until ?? "" })} />
      </Group>
      {error ? <Failure error={error} retry={() => void refetch()} /> : data ? <Found results={data} sort={view.sort} onSort={(sort) => change({ sort })} /> : <Skeleton height={360} />}
    </Page>
  );
}

function Found({ results, sort, onSort }: { results: Results; sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation("handbills");
  const columns = useColumns(results);
  const offered = results.arms.filter((arm) => !arm.is_control);
  const sum = (pick: (arm: Arm) => number) => offered.reduce((total, arm) => total + pick(arm), 0);
  const customers = sum((arm) => arm.customers);
  return (
    <>
      <Verdict results={results} />
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <Figure icon={IconUsers} color="indigo" label={t("results.figures.customers")} note={t("results.figures.offered")} value={count(customers)} />
        <Figure icon={IconTicket} color="teal" label={t("results.figures.redeemed")} note={customers > 0 ? t("results.figures.rate", { share: percent(sum((arm) => arm.redeemed) / customers) }) : "–"} value={count(sum((arm) => arm.redeemed))} />
        <Figure icon={IconCoin} color="orange" label={t("results.figures.discount")} note={t("results.figures.taken")} value={money(sum((arm) => arm.discount), results.currency)} />
        <Figure icon={IconReceipt} color="indigo" label={t("results.figures.revenue")} note={t("results.figures.after")} value={money(sum((arm) => arm.revenue), results.currency)} />
      </SimpleGrid>
      <DataTable
        name="handbill-results"
        label={t("results.table")}
        columns={columns}
        rows={results.arms}
        keyOf={(arm) => arm.variant ?? "control"}
        sort={sort}
        onSort={onSort}
        empty={<Empty title={t("results.notYet")}>{t("results.notYetText")}</Empty>}
      />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Uplifts results={results} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Reliance results={results} />
        </Grid.Col>
      </Grid>
    </>
  );
}

function useColumns({ currency }: Results): Column<Arm>[] {
  const { t } = useTranslation("handbills");
  return useMemo(() => {
    const number = (id: keyof Arm & string, hidden = false): Column<Arm> => ({ id, title: t(`results.columns.${id}`), align: "right", hidden, value: (arm) => Number(arm[id]), cell: (arm) => count(Number(arm[id])) });
    const amount = (id: keyof Arm & string): Column<Arm> => ({ id, title: t(`results.columns.${id}`), align: "right", value: (arm) => Number(arm[id]), cell: (arm) => <span className="lg-nowrap">{money(Math.round(Number(arm[id])), currency)}</span> });
    return [
      {
        id: "variant",
        title: t("results.columns.variant"),
        value: (arm) => arm.variant ?? t("control"),
        cell: (arm) => <TwoLines main={arm.variant ?? t("control")} sub={t("results.shareNow", { share: percent(arm.share / WHOLE, 2) })} />,
      },
      {
        id: "customers",
        title: t("results.columns.customers"),
        align: "right",
        value: (arm) => arm.customers,
        cell: (arm) => <TwoLines main={count(arm.customers)} sub={arm.expected_customers === null ? undefined : t("results.expected", { number: count(Math.round(arm.expected_customers)) })} />,
      },
      number("assigned"),
      number("activated"),
      {
        id: "redeemed",
        title: t("results.columns.redeemed"),
        align: "right",
        value: (arm) => arm.redeemed,
        cell: (arm) => (arm.is_control ? "–" : <TwoLines main={count(arm.redeemed)} sub={percent(arm.redemption_rate)} />),
      },
      number("buyers"),
      number("purchases", true),
      amount("discount"),
      amount("revenue"),
      amount("revenue_per_customer"),
    ];
  }, [t, currency]);
}
