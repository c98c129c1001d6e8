import { Alert, Code, Group, Modal, Text, TextInput } from "@mantine/core";
import { IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { useMay, useSession } from "@/api/session";
import { ConnectionForm } from "@/features/settings/ConnectionForm";
import { type Connection, connectionsQuery, deleteConnection, testConnection } from "@/features/settings/settings";
import { ActionButton } from "@/ui/ActionButton";
import { ask, useChange } from "@/ui/changes";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, day } from "@/ui/format";
import { SendForm } from "@/ui/SendForm";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { sort: "name" };

type Doing = { what: "new" } | { what: "edit" | "test"; connection: Connection };

export default function ConnectionsTab() {
  const { t } = useTranslation("settings");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery(connectionsQuery);
  const [doing, setDoing] = useState<Doing>();
  const may = useMay("CONNECTIONS_CONNECTION_CREATE");
  const columns = useColumns(setDoing);
  const close = () => setDoing(undefined);
  const add = (
    <ActionButton leftSection={<IconPlus size={17} />} why={!may && t("mayNot", { permission: "CONNECTIONS_CONNECTION_CREATE" })} onClick={() => setDoing({ what: "new" })}>
      {t("connections.new")}
    </ActionButton>
  );
  return (
    <>
      <DataTable
        name="connections"
        label={t("tabs.connections")}
        columns={columns}
        rows={data}
        keyOf={(connection) => connection.id}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={add}
        empty={
          <Empty icon={IconPlugConnected} title={t("connections.empty")}>
            {t("connections.emptyText")}
          </Empty>
        }
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing?.what === "new" || doing?.what === "edit"} onClose={close} title={t(doing?.what === "edit" ? "connections.edit" : "connections.new")} size="lg" closeOnClickOutside={false}>
        {doing && doing.what !== "test" && <ConnectionForm connection={doing.what === "edit" ? doing.connection : undefined} onClose={close} />}
      </Modal>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing?.what === "test"} onClose={close} title={t("connections.test")}>
        {doing?.what === "test" && <TestForm connection={doing.connection} />}
      </Modal>
    </>
  );
}

function useColumns(act: (doing: Doing) => void): Column<Connection>[] {
  const { t } = useTranslation("settings");
  const { workspace } = useSession();
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const where = ({ kind }: Connection) => text(kind.base_url) || [text(kind.username), text(kind.host)].filter(Boolean).join("@") || undefined;
  return [
    { id: "name", title: t("name"), value: ({ name }) => name, cell: (connection) => <TwoLines main={connection.name} sub={where(connection)} /> },
    { id: "type", title: t("connections.type"), value: ({ type }) => t(`connections.types.${type}`), cell: ({ type }) => t(`connections.types.${type}`) },
    { id: "secret", title: t("connections.secret"), value: ({ secret_hint }) => secret_hint, cell: ({ secret_hint }) => <span className="lg-mono">{secret_hint ? `…${secret_hint}` : "•••"}</span> },
    { id: "changed", title: t("connections.changed"), value: ({ updated_at }) => updated_at, cell: ({ updated_at }) => day(updated_at, workspace.time_zone) },
    { id: "actions", title: t("actions"), align: "right", cell: (connection) => <RowActions connection={connection} act={act} /> },
  ];
}

function RowActions({ connection, act }: { connection: Connection; act: (doing: Doing) => void }) {
  const { t } = useTranslation("settings");
  const may = { test: useMay("CONNECTIONS_CONNECTION_TEST_CREATE"), update: useMay("CONNECTIONS_CONNECTION_UPDATE"), delete: useMay("CONNECTIONS_CONNECTION_DELETE") };
  const remove = useChange([connectionsQuery.queryKey], deleteConnection, () => t("deleted", { name: connection.name }));
  const why = (allowed: boolean, what: string) => !allowed && t("mayNot", { permission: `CONNECTIONS_CONNECTION_${what}` });
  return (
    <Group gap="xs" justify="flex-end">
      <ActionButton size="xs" variant="default" why={why(may.test, "TEST_CREATE")} onClick={() => act({ what: "test", connection })}>
        {t("connections.test")}
      </ActionButton>
      <ActionButton size="xs" variant="default" why={why(may.update, "UPDATE")} onClick={() => act({ what: "edit", connection })}>
        {t("edit")}
      </ActionButton>
      <ActionButton size="xs" variant="light" color="red" loading={remove.isPending} why={why(may.delete, "DELETE")} onClick={() => ask({ title: t("deleteTitle", { name: connection.name }), text: t("connections.deleteText"), confirm: t("delete"), onConfirm: () => remove.mutate(connection.id) })}>
        {t("delete")}
      </ActionButton>
    </Group>
  );
}

function TestForm({ connection }: { connection: Connection }) {
  const { t } = useTranslation("settings");
  const [what, setWhat] = useState("");
  const [came, setCame] = useState<Schemas["ConnectionTestView"]>();
  const field = connection.type === "sftp" ? "path" : "url";
  return (
    <SendForm fields={[field]} submit={t("connections.test")} send={() => testConnection(connection.id, what ? { [field]: what } : {})} done={setCame}>
      {(fault) => (
        <>
          <TextInput label={t(`connections.try.${field}`)} description={t(`connections.try.${field}Help`)} data-autofocus value={what} error={fault(field)} onChange={(event) => setWhat(event.currentTarget.value)} />
          {came && (
            <Alert color={came.ok ? "teal" : "red"} variant="light" role="status" title={t(came.ok ? "connections.letIn" : "connections.notLetIn")}>
              <Text fz="sm">{[came.status !== null && t("connections.status", { status: came.status }), t("connections.took", { time: count(came.milliseconds) })].filter(Boolean).join(" · ")}</Text>
              {came.reason && <Text fz="sm">{came.reason}</Text>}
              {came.files && <Code block>{came.files.join("\n") || t("connections.noFiles")}</Code>}
            </Alert>
          )}
        </>
      )}
    </SendForm>
  );
}
