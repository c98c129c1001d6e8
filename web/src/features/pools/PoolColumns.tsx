import "./pools.css";

import { ActionIcon, Group, Progress, Text, Tooltip } from "@mantine/core";
import { IconPencil, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { daysLeft, type Pool, shareLeft, STOCK_TONES, stockOf } from "@/features/pools/pools";
import { type Column, TwoLines } from "@/ui/DataTable";
import { count, percent } from "@/ui/format";
import { Status } from "@/ui/Status";

const WARNING = { empty: "red", low: "orange", healthy: undefined, paused: undefined, endless: undefined };

/** The columns of the list; `edit` is absent for those who may not. */
export function usePoolColumns(edit: ((pool: Pool) => void) | undefined, mayUpload: boolean): Column<Pool>[] {
  const { t } = useTranslation("pools");
  return useMemo(
    () => [
      { id: "name", title: t("columns.name"), value: (pool) => pool.name, cell: (pool) => <TwoLines main={<Link to={`/pools/${pool.id}`} className="lg-plain">{pool.name}</Link>} sub={pool.description} /> },
      { id: "kind", title: t("columns.kind"), value: (pool) => t(`kinds.${pool.kind}`), cell: (pool) => t(`kinds.${pool.kind}`) },
      { id: "remaining", title: t("columns.remaining"), align: "right", value: (pool) => (pool.kind === "dynamic" ? undefined : pool.remaining), cell: (pool) => <Remaining pool={pool} /> },
      { id: "assigned", title: t("columns.assigned"), align: "right", value: (pool) => pool.assigned, cell: (pool) => count(pool.assigned) },
      { id: "redeemed", title: t("columns.redeemed"), align: "right", value: (pool) => pool.redeemed, cell: (pool) => count(pool.redeemed) },
      { id: "share", title: t("columns.share"), value: shareLeft, cell: (pool) => <ShareLeft pool={pool} /> },
      { id: "days", title: t("columns.days"), align: "right", value: daysLeft, cell: (pool) => <DaysLeft pool={pool} /> },
      { id: "status", title: t("columns.status"), value: (pool) => t(`stocks.${stockOf(pool)}`), cell: (pool) => <Status tone={STOCK_TONES[stockOf(pool)]}>{t(`stocks.${stockOf(pool)}`)}</Status> },
      { id: "actions", title: t("columns.actions"), cell: (pool) => <Actions pool={pool} edit={edit} mayUpload={mayUpload} /> },
    ],
    [t, edit, mayUpload],
  );
}

function Actions({ pool, edit, mayUpload }: { pool: Pool; edit: ((pool: Pool) => void) | undefined; mayUpload: boolean }) {
  const { t } = useTranslation("pools");
  const upload = t("uploadTo", { name: pool.name });
  const change = t("editOf", { name: pool.name });
  const refused = edit ? change : t("mayNot", { permission: "VOUCHERS_POOL_UPDATE" });
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {mayUpload && pool.kind === "static" && (
        <Tooltip label={upload}>
          <ActionIcon component={Link} to="/imports/new" search={{ what: "codes", pool: pool.id } as never} variant="subtle" size={32} aria-label={upload}>
            <IconUpload size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={refused}>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={change} aria-description={edit ? undefined : refused} aria-disabled={!edit} data-disabled={!edit || undefined} onClick={() => edit?.(pool)}>
          <IconPencil size={17} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function Remaining({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  if (pool.kind === "dynamic") return <span aria-label={t("stocks.endless")}>∞</span>;
  const tone = WARNING[stockOf(pool)];
  return (
    <Text fz="sm" fw={650} span {...(tone && { className: `lg-tone-${tone}` })}>
      {count(pool.remaining)}
    </Text>
  );
}

function ShareLeft({ pool }: { pool: Pool }) {
  const share = shareLeft(pool);
  if (share === undefined) return <>–</>;
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <Progress value={share * 100} w={84} size={7} color={WARNING[stockOf(pool)] ?? "teal"} aria-label={percent(share)} />
      <Text fz="xs" w={46} ta="right">
        {percent(share)}
      </Text>
    </Group>
  );
}

export function DaysLeft({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const days = daysLeft(pool);
  if (days === undefined) return <>–</>;
  return <span className="lg-nowrap">{days < 1 ? t(days === 0 ? "now" : "underADay") : t("days", { count: Math.round(days) })}</span>;
}
