import { Modal, Select, Switch, TagsInput, TextInput } from "@mantine/core";
import { IconBell, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { RowButtons } from "@/features/settings/RowButtons";
import { type AlertRule, alertsQuery, changeAlert, createAlert, deleteAlert } from "@/features/settings/settings";
import { ActionButton } from "@/ui/ActionButton";
import { ask, tell, useChange } from "@/ui/changes";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { SendForm } from "@/ui/SendForm";
import { Status } from "@/ui/Status";

const LOW: AlertRule["event"] = "pool.low";
const EVENTS: AlertRule["event"][] = [LOW, "pool.empty", "pool.expires_soon", "pool.refilled"];

export default function AlertsTab() {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = useQuery(alertsQuery);
  const [doing, setDoing] = useState<AlertRule | "new">();
  const may = useMay("ALERTS_RULE_CREATE");
  const columns = useColumns(setDoing);
  const close = () => setDoing(undefined);
  return (
    <>
      <DataTable
        name="alert-rules"
        label={t("tabs.alerts")}
        columns={columns}
        rows={data}
        keyOf={(rule) => rule.id}
        error={error}
        retry={() => void refetch()}
        filters={
          <ActionButton leftSection={<IconPlus size={17} />} why={!may && t("mayNot", { permission: "ALERTS_RULE_CREATE" })} onClick={() => setDoing("new")}>
            {t("alerts.new")}
          </ActionButton>
        }
        empty={
          <Empty icon={IconBell} title={t("alerts.empty")}>
            {t("alerts.emptyText")}
          </Empty>
        }
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing !== undefined} onClose={close} title={t(doing === "new" ? "alerts.new" : "alerts.edit")} closeOnClickOutside={false}>
        {doing && <AlertForm rule={doing === "new" ? undefined : doing} onClose={close} />}
      </Modal>
    </>
  );
}

function useColumns(edit: (rule: AlertRule) => void): Column<AlertRule>[] {
  const { t } = useTranslation("settings");
  const mayUpdate = useMay("ALERTS_RULE_UPDATE");
  const mayDelete = useMay("ALERTS_RULE_DELETE");
  const remove = useChange([alertsQuery.queryKey], deleteAlert);
  return [
    { id: "name", title: t("name"), value: ({ name }) => name, cell: (rule) => <TwoLines main={rule.name} sub={t(`alerts.events.${rule.event.replace(".", "_")}`)} /> },
    { id: "event", title: t("alerts.event"), hidden: true, value: ({ event }) => event, cell: ({ event }) => <span className="lg-mono">{event}</span> },
    { id: "to", title: t("alerts.to"), value: (rule) => [...rule.emails, rule.webhook_url].filter(Boolean).join(" "), cell: (rule) => [...rule.emails, rule.webhook_url].filter(Boolean).join(", ") || "–" },
    { id: "state", title: t("alerts.state"), value: ({ active }) => t(active ? "on" : "off"), cell: ({ active }) => <Status tone={active ? "good" : "paused"}>{t(active ? "on" : "off")}</Status> },
    {
      id: "actions",
      title: t("actions"),
      align: "right",
      cell: (rule) => (
        <RowButtons
          name={rule.name}
          onEdit={() => edit(rule)}
          whyNotEdit={!mayUpdate && t("mayNot", { permission: "ALERTS_RULE_UPDATE" })}
          onDelete={() => ask({ title: t("deleteTitle", { name: rule.name }), text: t("alerts.deleteText"), confirm: t("delete"), onConfirm: () => remove.mutate(rule.id, { onSuccess: () => tell(t("deleted", { name: rule.name })) }) })}
          whyNotDelete={!mayDelete && t("mayNot", { permission: "ALERTS_RULE_DELETE" })}
        />
      ),
    },
  ];
}

function AlertForm({ rule, onClose }: { rule: AlertRule | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const { member } = useSession();
  const [draft, setDraft] = useState(() => ({ ...(rule ?? { name: "", event: LOW, emails: [member.email], active: true }), webhook_url: rule?.webhook_url ?? "" }));
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }));
  const body = { name: draft.name, event: draft.event, emails: draft.emails, active: draft.active, webhook_url: draft.webhook_url || null };
  return (
    <SendForm
      fields={["name", "event", "emails", "webhook_url"]}
      submit={t(rule ? "save" : "add")}
      onCancel={onClose}
      why={draft.emails.length === 0 && draft.webhook_url === "" && t("alerts.nobody")}
      send={() => (rule ? changeAlert(rule.id, body) : createAlert(body))}
      done={(saved) => {
        tell(t(rule ? "changed" : "added", { name: saved.name }));
        void client.invalidateQueries({ queryKey: alertsQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => (
        <>
          <TextInput label={t("name")} required data-autofocus maxLength={200} value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
          <Select label={t("alerts.event")} description={t("alerts.watched")} allowDeselect={false} data={EVENTS.map((value) => ({ value, label: t(`alerts.events.${value.replace(".", "_")}`) }))} value={draft.event} error={fault("event")} onChange={(event) => event && set({ event: event as AlertRule["event"] })} />
          <TagsInput label={t("alerts.emails")} value={draft.emails} error={fault("emails")} onChange={(emails) => set({ emails })} />
          <TextInput label={t("alerts.webhook")} type="url" placeholder="https://" value={draft.webhook_url} error={fault("webhook_url")} onChange={(event) => set({ webhook_url: event.currentTarget.value })} />
          <Switch label={t("on")} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
        </>
      )}
    </SendForm>
  );
}
