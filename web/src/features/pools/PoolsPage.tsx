import { Button, SegmentedControl, SimpleGrid, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconPlus, IconSearch, IconTicket, IconUpload, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { LowStock } from "@/features/pools/LowStock";
import { usePoolColumns } from "@/features/pools/PoolColumns";
import { PoolDialog } from "@/features/pools/PoolDialog";
import { daysLeft, type Pool, poolsQuery, stockOf } from "@/features/pools/pools";
import { ActionButton } from "@/ui/ActionButton";
import { DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Figure } from "@/ui/Figure";
import { count } from "@/ui/format";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", kind: "all", stock: "any", sort: "share" };

export default function PoolsPage() {
  const { t } = useTranslation("pools");
  const [view, change] = useUrlState(DEFAULTS);
  const { data: pools, error, refetch } = useQuery(poolsQuery);
  const [edited, edit] = useState<Pool | "new">();
  const mayCreate = useMay("VOUCHERS_POOL_CREATE");
  const mayEdit = useMay("VOUCHERS_POOL_UPDATE");
  const mayUpload = useMay("VOUCHERS_ITEM_IMPORT_CREATE");
  const shown = useMemo(() => pools?.filter((pool) => wanted(pool, view)), [pools, view]);
  const columns = usePoolColumns(mayEdit ? edit : undefined, mayUpload);
  const low = pools?.filter(isLow) ?? [];
  const make = (
    <ActionButton why={!mayCreate && t("mayNot", { permission: "VOUCHERS_POOL_CREATE" })} leftSection={<IconPlus size={17} />} onClick={() => edit("new")}>
      {t("new")}
    </ActionButton>
  );

  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      call={{ path: "/v1/pools", operation: "listPools", tag: "pools" }}
      actions={
        <>
          {mayUpload && (
            <Button component={Link} to="/imports/new" search={{ what: "codes" } as never} variant="default" leftSection={<IconUpload size={17} />}>
              {t("import")}
            </Button>
          )}
          {make}
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
            <SegmentedControl
              aria-label={t("columns.status")}
              value={view.stock}
              onChange={(stock) => change({ stock })}
              data={["any", "low"].map((value) => ({ value, label: t(`stockFilter.${value}`) }))}
            />
          </>
        }
        empty={
          pools?.length ? (
            <Empty icon={IconTicket} title={t("nothing.title")} action={<Button variant="default" mt="sm" onClick={() => change(DEFAULTS)}>{t("nothing.clear")}</Button>}>
              {t("nothing.text")}
            </Empty>
          ) : (
            <Empty icon={IconTicket} title={t("empty.title")} action={make}>
              {t("empty.text")}
            </Empty>
          )
        }
      />
      <PoolDialog pool={edited === "new" ? undefined : edited} opened={edited !== undefined} onClose={() => edit(undefined)} />
    </Page>
  );
}

function Figures({ pools }: { pools: Pool[] | undefined }) {
  const { t } = useTranslation("pools");
  const next = soonest(pools ?? []);
  const low = pools?.filter(isLow);
  const days = next && Math.max(1, Math.round(daysLeft(next) ?? 0));
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <Figure icon={IconTicket} color="indigo" label={t("figures.remaining")} note={t("figures.inStatic")} value={pools && count(total(pools, "remaining"))} />
      <Figure icon={IconUsers} color="teal" label={t("figures.assigned")} note={t("figures.inHands")} value={pools && count(total(pools, "assigned"))} />
      <Figure icon={IconAlertTriangle} color="orange" label={t("figures.low")} note={t("figures.below")} value={low && count(low.length)} />
      <Figure icon={IconClock} color="red" label={t("figures.next")} note={next?.name ?? t("figures.none")} value={pools && (days ? t("days", { count: days }) : "–")} />
    </SimpleGrid>
  );
}

const isLow = (pool: Pool) => ["low", "empty"].includes(stockOf(pool));

function wanted(pool: Pool, view: typeof DEFAULTS): boolean {
  const text = `${pool.name} ${pool.description} ${pool.id}`.toLowerCase();
  return text.includes(view.q.trim().toLowerCase()) && (view.kind === "all" || pool.kind === view.kind) && (view.stock === "any" || isLow(pool));
}

const total = (pools: Pool[], what: "remaining" | "assigned") => pools.reduce((sum, pool) => sum + pool[what], 0);

function soonest(pools: Pool[]): Pool | undefined {
  const running = pools.filter((pool) => pool.active && (daysLeft(pool) ?? 0) > 0);
  return running.sort((a, b) => (daysLeft(a) ?? 0) - (daysLeft(b) ?? 0))[0];
}
