import { Anchor, Button, Drawer, Select, TextInput } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { namelessActor, useActors } from "@/api/names";
import { useSession } from "@/api/session";
import { differencesOf, type Entry, readLog, type Wanted } from "@/features/activity/activity";
import { OneEntry } from "@/features/activity/OneEntry";
import { useActivityWords } from "@/features/activity/words";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Filters } from "@/ui/Filters";
import { moment } from "@/ui/format";
import { MomentInput } from "@/ui/MomentInput";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { actor: "", type: "", object: "", action: "", from: "", to: "", cursor: "" };
const SYSTEM = "system:system";
const TYPES = [
  "pool", "code", "campaign", "promotion", "promotion_settings", "promotion_tag", "handbill", "workflow", "audience", "profile", "catalog",
  "message", "message_template", "recipient_list", "suppression", "alert_rule", "webhook", "smtp_account", "sms_account", "connection",
  "member", "api_key", "workspace", "job", "file", "gift_card", "fraud_case", "fraud_settings", "ai_model",
] as const;

export default function ActivityPage() {
  const { t } = useTranslation("activity");
  const [view, change] = useUrlState(DEFAULTS);
  const [shown, setShown] = useState<Entry>();
  const wanted = wantedBy(view);
  const page = usePage(["activity", view], () => readLog(wanted, view.cursor));
  const columns = useColumns(setShown);
  const filtered = Object.keys(wanted).length > 0;
  const query = new URLSearchParams(Object.entries(wanted)).toString();
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: `/v1/audit-log${query && `?${query}`}`, operation: "listAuditLog", tag: "audit-log" }}>
      <Wanted view={view} change={change} />
      <DataTable
        name="activity"
        label={t("title")}
        columns={columns}
        rows={page.data?.items}
        keyOf={(entry) => entry.id}
        error={page.error}
        retry={() => void page.refetch()}
        paging={{ cursor: view.cursor, next: page.data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readLog(wanted, cursor, MOST))}
        filters={
          view.object && (
            <Button variant="light" size="xs" onClick={() => change({ object: "" })}>
              {t("onlyObject", { id: view.object.slice(0, 12) })}
            </Button>
          )
        }
        empty={
          <Empty
            icon={IconActivity}
            title={t(filtered ? "nothing.title" : "empty.title")}
            action={
              filtered && (
                <Button mt="sm" variant="default" onClick={() => change({ ...DEFAULTS })}>
                  {t("clear")}
                </Button>
              )
            }
          >
            {t(filtered ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
      <Drawer opened={shown !== undefined} onClose={() => setShown(undefined)} position="right" size="lg" title={t("entry")} closeButtonProps={{ "aria-label": t("close") }}>
        {shown && (
          <OneEntry
            entry={shown}
            narrow={(patch) => {
              setShown(undefined);
              change({ ...DEFAULTS, ...patch });
            }}
          />
        )}
      </Drawer>
    </Page>
  );
}

type View = typeof DEFAULTS;

function Wanted({ view, change }: { view: View; change: (patch: Partial<View>) => void }) {
  const { t } = useTranslation("activity");
  const words = useActivityWords();
  const actors = useActors();
  const of = (kind: string) =>
    actors.filter(({ actor }) => actor.startsWith(kind)).map(({ actor, name, ended }) => ({ value: actor, label: ended ? t("app:actors.ended", { name }) : name }));
  const clear = { clearable: true, clearButtonProps: { "aria-label": t("clear") } };
  const used = [view.actor, view.type, view.action, view.from, view.to].filter(Boolean).length;
  return (
    <Filters cols={{ base: 1, xs: 2, md: 3, lg: 5 }} used={used}>
      <Select
        label={t("columns.actor")}
        placeholder={t("anybody")}
        searchable
        {...clear}
        data={[
          { group: t("members"), items: of("member:") },
          { group: t("keys"), items: of("api_key:") },
          { group: t("others"), items: [{ value: SYSTEM, label: namelessActor(SYSTEM) }] },
        ]}
        value={view.actor || null}
        onChange={(actor) => change({ actor: actor ?? "" })}
      />
      <Select label={t("columns.object")} placeholder={t("anything")} searchable {...clear} data={TYPES.map((value) => ({ value, label: words.type(value) }))} value={view.type || null} onChange={(type) => change({ type: type ?? "" })} />
      <TextInput label={t("action")} placeholder={t("actionExample")} value={view.action} onChange={(event) => change({ action: event.currentTarget.value })} />
      <MomentInput label={t("from")} value={view.from || null} onChange={(from) => change({ from: from ?? "" })} />
      <MomentInput label={t("to")} value={view.to || null} onChange={(to) => change({ to: to ?? "" })} />
    </Filters>
  );
}

function useColumns(open: (entry: Entry) => void): Column<Entry>[] {
  const { t } = useTranslation("activity");
  const words = useActivityWords();
  const { workspace } = useSession();
  return useMemo(
    () => [
      {
        id: "action",
        title: t("columns.what"),
        value: (entry) => entry.action,
        cell: (entry) => (
          <TwoLines
            main={
              <Anchor component="button" type="button" fz="sm" fw={600} c="inherit" ta="left" onClick={() => open(entry)}>
                {words.action(entry)}
              </Anchor>
            }
            sub={entry.before ? words.fields(differencesOf(entry).map(({ field }) => field)) : undefined}
          />
        ),
      },
      { id: "actor", title: t("columns.actor"), value: (entry) => entry.actor_name ?? entry.actor, cell: (entry) => words.actor(entry) },
      { id: "object", title: t("columns.object"), value: (entry) => [entry.object_type, entry.object_name, entry.object_id].filter(Boolean).join(" "), cell: (entry) => <TwoLines main={words.type(entry.object_type)} sub={entry.object_name ?? <span className="lg-mono">{entry.object_id}</span>} /> },
      { id: "at", title: t("columns.at"), value: (entry) => entry.at, cell: (entry) => <time dateTime={entry.at}>{moment(entry.at, workspace.time_zone)}</time> },
      { id: "address", title: t("columns.address"), hidden: true, value: (entry) => entry.address ?? undefined, cell: (entry) => entry.address ?? "–" },
      { id: "before", title: t("before"), hidden: true, value: (entry) => entry.before && JSON.stringify(entry.before) || undefined, cell: (entry) => (entry.before ? JSON.stringify(entry.before) : "–") },
      { id: "after", title: t("after"), hidden: true, value: (entry) => entry.after && JSON.stringify(entry.after) || undefined, cell: (entry) => (entry.after ? JSON.stringify(entry.after) : "–") },
    ],
    [t, words, open, workspace.time_zone],
  );
}

function wantedBy(view: View): Wanted {
  const named = { actor: view.actor, object_type: view.type, object_id: view.object, action: view.action.trim(), from: view.from, to: view.to };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== ""));
}
