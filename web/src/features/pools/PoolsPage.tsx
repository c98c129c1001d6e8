import { Button, Group, Progress, SegmentedControl, SimpleGrid, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconPlus, IconSearch, IconTicket, IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { daysLeft, type Pool, poolsQuery, shareLeft, STOCK_TONES, stockOf } from "@/features/pools/pools";
import { LowStock } from "@/features/pools/LowStock";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Figure } from "@/ui/Figure";
import { count, percent } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", kind: "all", stock: "any", sort: "share" };

export default function PoolsPage() {
  const { t } = useTranslation("pools");
  const [view, change] = useUrlState(DEFAULTS);
  const { data: pools, error, refetch } = useQuery(poolsQuery);
  const mayCreate = useMay("VOUCHERS_POOL_CREATE");
  const shown = useMemo(() => pools?.filter((pool) => wanted(pool, view)), [pools, view]);
  const columns = usePoolColumns();
  const low = pools?.filter((pool) => ["low", "empty"].includes(stockOf(pool))) ?? [];

  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      call={{ path: "/v1/pools", operation: "listPools", tag: "pools" }}
      actions={
        <>
          <Button component={Link} to="/imports/new?what=codes" variant="default" leftSection={<IconUpload size={17} />}>
            {t("import")}
          </Button>
          <ActionButton why={!mayCreate && t("mayNotCreate")} leftSection={<IconPlus size={17} />}>
            {t("new")}
          </ActionButton>
        </>
      }
    >
      {low.length > 0 && <LowStock pools={low} only={view.stock === "low"} show={(only) => change({ stock: only ? "low" : "any" })} />}
      <Figures pools={pools} />
      <DataTable
        name="pools"
        label={t("title")}
        columns={columns}
        rows={shown}
        keyOf={(pool) => pool.id}
        to={(pool) => `/pools/${pool.id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput
              aria-label={t("filter")}
              placeholder={t("filter")}
              leftSection={<IconSearch size={16} />}
              value={view.q}
              onChange={(event) => change({ q: event.currentTarget.value })}
            />
            <SegmentedControl
              aria-label={t("columns.kind")}
              value={view.kind}
              onChange={(kind) => change({ kind })}
              data={["all", "static", "dynamic"].map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </>
        }
        empty={
          <Empty icon={IconTicket} title={t(pools?.length ? "nothing.title" : "empty.title")}>
            {t(pools?.length ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
    </Page>
  );
}

function Figures({ pools }: { pools: Pool[] | undefined }) {
  const { t } = useTranslation("pools");
  const next = soonest(pools ?? []);
  const low = pools?.filter((pool) => ["low", "empty"].includes(stockOf(pool)));
  const days = next && Math.max(1, Math.round(daysLeft(next) ?? 0));
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <Figure icon={IconTicket} color="indigo" label={t("figures.remaining")} note={t("figures.inStatic")} value={pools && count(total(pools, "remaining"))} />
      <Figure icon={IconUpload} color="teal" label={t("figures.assigned")} note={t("figures.inHands")} value={pools && count(total(pools, "assigned"))} />
      <Figure icon={IconAlertTriangle} color="orange" label={t("figures.low")} note={t("figures.below")} value={low && count(low.length)} />
      <Figure icon={IconClock} color="red" label={t("figures.next")} note={next?.name ?? t("figures.none")} value={pools && (days ? t("days", { count: days }) : "–")} />
    </SimpleGrid>
  );
}

function usePoolColumns(): Column<Pool>[] {
  const { t } = useTranslation("pools");
  return useMemo(
    () => [
      { id: "name", title: t("columns.name"), value: (pool) => pool.name, cell: (pool) => <TwoLines main={<Link to={`/pools/${pool.id}`} className="lg-plain">{pool.name}</Link>} sub={pool.description} /> },
      { id: "kind", title: t("columns.kind"), value: (pool) => pool.kind, cell: (pool) => t(`kinds.${pool.kind}`) },
      { id: "remaining", title: t("columns.remaining"), align: "right", value: (pool) => (pool.kind === "dynamic" ? undefined : pool.remaining), cell: (pool) => (pool.kind === "dynamic" ? "∞" : <Text fz="sm" fw={650}>{count(pool.remaining)}</Text>) },
      { id: "assigned", title: t("columns.assigned"), align: "right", value: (pool) => pool.assigned, cell: (pool) => count(pool.assigned) },
      { id: "redeemed", title: t("columns.redeemed"), align: "right", value: (pool) => pool.redeemed, cell: (pool) => count(pool.redeemed) },
      { id: "share", title: t("columns.share"), value: shareLeft, cell: (pool) => <ShareLeft pool={pool} /> },
      { id: "days", title: t("columns.days"), align: "right", value: daysLeft, cell: (pool) => <DaysLeft pool={pool} /> },
      { id: "status", title: t("columns.status"), value: (pool) => t(`stocks.${stockOf(pool)}`), cell: (pool) => <Status tone={STOCK_TONES[stockOf(pool)]}>{t(`stocks.${stockOf(pool)}`)}</Status> },
    ],
    [t],
  );
}

function ShareLeft({ pool }: { pool: Pool }) {
  const share = shareLeft(pool);
  if (share === undefined) return <>–</>;
  const tone = stockOf(pool);
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <Progress value={share * 100} w={84} size={7} color={tone === "empty" ? "red" : tone === "low" ? "orange" : "teal"} aria-label={percent(share)} />
      <Text fz="xs" w={46} ta="right">
        {percent(share)}
      </Text>
    </Group>
  );
}

function DaysLeft({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const days = daysLeft(pool);
  if (days === undefined) return <>–</>;
  return <span className="lg-nowrap">{days < 1 ? t(days === 0 ? "now" : "underADay") : t("days", { count: Math.round(days) })}</span>;
}

function wanted(pool: Pool, view: typeof DEFAULTS): boolean {
  const text = `${pool.name} ${pool.description} ${pool.id}`.toLowerCase();
  return (
    text.includes(view.q.trim().toLowerCase()) &&
    (view.kind === "all" || pool.kind === view.kind) &&
    (view.stock === "any" || ["low", "empty"].includes(stockOf(pool)))
  );
}

const total = (pools: Pool[], what: "remaining" | "assigned") => pools.reduce((sum, pool) => sum + pool[what], 0);

function soonest(pools: Pool[]): Pool | undefined {
  const running = pools.filter((pool) => pool.active && (daysLeft(pool) ?? 0) > 0);
  return running.sort((a, b) => (daysLeft(a) ?? 0) - (daysLeft(b) ?? 0))[0];
}
