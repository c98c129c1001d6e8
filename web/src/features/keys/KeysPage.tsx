import { Anchor, Modal, SegmentedControl, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { KeyDrawer } from "@/features/keys/KeyDrawer";
import { type Key, KEY_TONES, keysQuery, stateOf } from "@/features/keys/keys";
import { NewKey } from "@/features/keys/NewKey";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { moment, since } from "@/ui/format";
import { Page } from "@/ui/Page";
import { useRoleName } from "@/ui/RoleSelect";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", state: "working", sort: "", key: "" };

export default function KeysPage() {
  const { t } = useTranslation("keys");
  const [view, change] = useUrlState(DEFAULTS);
  const { data: keys, error, refetch } = useQuery(keysQuery);
  const [making, dialog] = useDisclosure();
  const mayCreate = useMay("ACCOUNTS_KEY_CREATE");
  const columns = useKeyColumns((key) => change({ key: key.id }));
  const shown = useMemo(() => keys?.filter((key) => wanted(key, view)), [keys, view]);
  const create = (
    <ActionButton why={!mayCreate && t("mayNotCreate")} leftSection={<IconPlus size={17} />} onClick={dialog.open}>
      {t("new")}
    </ActionButton>
  );
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: "/v1/keys", operation: "listKeys", tag: "keys" }} actions={create}>
      <DataTable
        name="keys"
        label={t("title")}
        columns={columns}
        rows={shown}
        keyOf={(key) => key.id}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput aria-label={t("filter")} placeholder={t("filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
            <SegmentedControl aria-label={t("columns.state")} value={view.state} onChange={(state) => change({ state })} data={["working", "all"].map((value) => ({ value, label: t(`show.${value}`) }))} />
          </>
        }
        empty={
          <Empty icon={IconKey} title={t(keys?.length ? "nothing.title" : "empty.title")} action={keys?.length ? undefined : create}>
            {t(keys?.length ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={making} onClose={dialog.close} title={t("new")} size="xl" closeOnClickOutside={false}>
        <NewKey onClose={dialog.close} />
      </Modal>
      <KeyDrawer shown={keys?.find((key) => key.id === view.key)} onClose={() => change({ key: "" })} />
    </Page>
  );
}

function useKeyColumns(open: (key: Key) => void): Column<Key>[] {
  const { t } = useTranslation("keys");
  const { workspace } = useSession();
  const roleName = useRoleName();
  return [
    {
      id: "name",
      title: t("columns.name"),
      value: (key) => key.name,
      cell: (key) => (
        <TwoLines
          main={
            <Anchor component="button" type="button" fw={600} ta="left" c="inherit" className="lg-words" onClick={() => open(key)}>
              {key.name}
            </Anchor>
          }
          sub={<span className="lg-mono">{key.prefix}…</span>}
        />
      ),
    },
    { id: "kind", title: t("columns.kind"), value: (key) => t(`kinds.${key.kind}`), cell: (key) => t(`kinds.${key.kind}`) },
    { id: "role", title: t("columns.role"), value: (key) => roleName(key.permissions), cell: (key) => roleName(key.permissions) },
    { id: "addresses", title: t("columns.addresses"), hidden: true, value: (key) => key.addresses.join(" "), cell: (key) => key.addresses.join(", ") || t("everywhere") },
    { id: "used", title: t("columns.used"), value: (key) => key.last_used_at ?? undefined, cell: (key) => (key.last_used_at ? <time dateTime={key.last_used_at}>{since(key.last_used_at)}</time> : t("never")) },
    { id: "expires", title: t("columns.expires"), value: (key) => key.expires_at ?? undefined, cell: (key) => (key.expires_at ? moment(key.expires_at, workspace.time_zone) : "–") },
    { id: "created", title: t("columns.created"), hidden: true, value: (key) => key.created_at, cell: (key) => moment(key.created_at, workspace.time_zone) },
    { id: "state", title: t("columns.state"), value: (key) => t(`states.${stateOf(key)}`), cell: (key) => <Status tone={KEY_TONES[stateOf(key)]}>{t(`states.${stateOf(key)}`)}</Status> },
  ];
}

function wanted(key: Key, view: typeof DEFAULTS): boolean {
  const text = `${key.name} ${key.prefix} ${key.id}`.toLowerCase();
  return text.includes(view.q.trim().toLowerCase()) && (view.state === "all" || ["active", "ending"].includes(stateOf(key)));
}
