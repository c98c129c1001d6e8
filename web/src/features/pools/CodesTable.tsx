import { Group, Select, Text, TextInput, Title } from "@mantine/core";
import { IconSearch, IconTicket } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { useMay, useSession } from "@/api/session";
import { CodeDialog } from "@/features/pools/CodeDialog";
import { CodeMenu } from "@/features/pools/CodeMenu";
import { type Code, CODE_STATES, type CodeState, exportOf, readCodes, STATE_TONES } from "@/features/pools/codes";
import type { Pool } from "@/features/pools/pools";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { moment } from "@/ui/format";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const PAGE = 25;
const DEFAULTS = { code: "", state: "", cursor: "" };

/** The codes of a pool, millions of them if need be: by state, by their first characters, page by page. */
export function CodesTable({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const [view, change] = useUrlState(DEFAULTS);
  const [shown, show] = useState<Code>();
  const mayExport = useMay("VOUCHERS_ITEM_EXPORT_READ");
  const state = CODE_STATES.find((one) => one === view.state);
  const wanted = { state, prefix: view.code.trim() };
  const page = usePage(["pools", pool.id, "codes", wanted, view.cursor], () => readCodes(pool.id, wanted, PAGE, view.cursor));
  const columns = useColumns(pool, show);
  const filtered = state !== undefined || wanted.prefix !== "";
  const more = filtered && Boolean(page.data?.next_cursor);
  return (
    <section aria-labelledby="codes">
      <Title order={2} fz="lg" mb="xs" id="codes">
        {t("codes.title")}
      </Title>
      <DataTable
        name="codes"
        label={t("codes.title")}
        columns={columns}
        rows={page.data?.items}
        keyOf={(code) => code.id}
        error={page.error}
        retry={() => void page.refetch()}
        paging={{ cursor: view.cursor, next: page.data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        {...(mayExport && !wanted.prefix && { exportTo: exportOf(pool.id, state) })}
        all={() => allPages((cursor) => readCodes(pool.id, wanted, MOST, cursor))}
        filters={
          <>
            <TextInput
              aria-label={t("codes.search")}
              placeholder={t("codes.search")}
              leftSection={<IconSearch size={16} />}
              maxLength={64}
              value={view.code}
              onChange={(event) => change({ code: event.currentTarget.value })}
            />
            <Select
              aria-label={t("codes.state")}
              placeholder={t("codes.anyState")}
              clearable
              clearButtonProps={{ "aria-label": t("codes.anyState") }}
              w={180}
              value={view.state || null}
              onChange={(next) => change({ state: next ?? "" })}
              data={CODE_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
            />
          </>
        }
        empty={
          <Empty icon={IconTicket} title={t(more ? "codes.further" : filtered ? "codes.nothing" : "codes.empty")}>
            {t(more ? "codes.furtherText" : filtered ? "codes.nothingText" : "codes.emptyText")}
          </Empty>
        }
      />
      <CodeDialog code={shown} onClose={() => show(undefined)} />
    </section>
  );
}

function useColumns(pool: Pool, show: (code: Code) => void): Column<Code>[] {
  const { t } = useTranslation("pools");
  const { workspace } = useSession();
  return useMemo(() => {
    const at = (when: string | null) => (when ? <span className="lg-nowrap">{moment(when, workspace.time_zone)}</span> : "–");
    const label = (state: CodeState) => t(`states.${state}`);
    return [
      { id: "code", title: t("codes.columns.code"), value: (code) => code.code, cell: (code) => <Text fz="sm" fw={600} className="lg-mono lg-words">{code.code}</Text> },
      { id: "state", title: t("codes.columns.state"), value: (code) => label(code.state), cell: (code) => <Status tone={STATE_TONES[code.state]}>{label(code.state)}</Status> },
      { id: "customer", title: t("codes.columns.customer"), value: (code) => code.profile_id ?? undefined, cell: (code) => (code.profile_id === null ? "–" : <Text component={Link} to={`/customers/${String(code.profile_id)}`} fz="sm" c="var(--mantine-color-anchor)">#{code.profile_id}</Text>) },
      { id: "assigned", title: t("codes.columns.assigned"), value: (code) => code.assigned_at ?? undefined, cell: (code) => at(code.assigned_at) },
      { id: "redeemed", title: t("codes.columns.redeemed"), value: (code) => code.redeemed_at ?? undefined, cell: (code) => at(code.redeemed_at) },
      { id: "expires", title: t("codes.columns.expires"), value: (code) => code.expires_at ?? undefined, cell: (code) => at(code.expires_at ?? (code.state === "unassigned" ? (pool.codes_expire_at ?? null) : null)) },
      { id: "created", title: t("codes.columns.created"), hidden: true, value: (code) => code.created_at, cell: (code) => at(code.created_at) },
      { id: "attributes", title: t("codes.columns.attributes"), hidden: true, value: (code) => attributesOf(code), cell: (code) => <span className="lg-words">{attributesOf(code) || "–"}</span> },
      { id: "actions", title: t("columns.actions"), align: "right", cell: (code) => <Group justify="flex-end"><CodeMenu code={code} show={show} /></Group> },
    ];
  }, [t, workspace.time_zone, pool.codes_expire_at, show]);
}

const attributesOf = (code: Code) =>
  Object.entries(code.attributes)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
