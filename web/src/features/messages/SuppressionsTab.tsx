import { ActionIcon, Anchor, Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { IconBan, IconPlus, IconSearch, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { Problem } from "@/api/problem";
import { useMay, useSession } from "@/api/session";
import { addSuppression, deleteSuppression, readSuppressions, type Suppression } from "@/features/messages/messages";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Failure, tellFailure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { address: "", channel: "", cursor: "" };
const KEY = ["suppressions"];
const PAGE = 50;
const CHANNELS = ["email", "sms"] as const;
const REASONS = ["manual", "unsubscribed", "bounced", "complained"] as const;

/** Addresses that get no marketing, and why. */
export function SuppressionsTab() {
  const { t } = useTranslation("messages");
  const [view, change] = useUrlState(DEFAULTS);
  const [opened, dialog] = useDisclosure();
  const mayAdd = useMay("MESSAGES_SUPPRESSION_CREATE");
  const filter = { address: view.address.trim() || undefined, channel: (view.channel || undefined) as Suppression["channel"] | undefined };
  const { data, error, refetch } = usePage([...KEY, filter, view.cursor], () => readSuppressions(filter, PAGE, view.cursor || undefined));
  const columns = useColumns();
  const filtered = Boolean(view.address || view.channel);
  const add = (
    <ActionButton why={!mayAdd && t("mayNot", { permission: "MESSAGES_SUPPRESSION_CREATE" })} leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      {t("suppressions.add")}
    </ActionButton>
  );
  return (
    <>
      <DataTable
        name="suppressions"
        label={t("tabs.suppressions")}
        columns={columns}
        rows={data?.items}
        keyOf={(row) => row.id}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readSuppressions(filter, MOST, cursor))}
        filters={
          <>
            <TextInput
              aria-label={t("suppressions.address")}
              placeholder={t("suppressions.address")}
              leftSection={<IconSearch size={16} />}
              value={view.address}
              onChange={(event) => change({ address: event.currentTarget.value })}
            />
            <Select
              aria-label={t("filters.channel")}
              placeholder={t("filters.channel")}
              clearable
              clearButtonProps={{ "aria-label": t("filters.clear") }}
              w={150}
              value={view.channel || null}
              onChange={(channel) => change({ channel: channel ?? "" })}
              data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
            />
            {(filtered || Boolean(data?.items.length)) && add}
          </>
        }
        empty={
          filtered ? (
            <Empty icon={IconBan} title={t("nothing.title")}>
              {t("suppressions.exact")}
            </Empty>
          ) : (
            <Empty icon={IconBan} title={t("suppressions.empty.title")} action={add}>
              {t("suppressions.empty.text")}
            </Empty>
          )
        }
      />
      {opened && <AddDialog close={dialog.close} />}
    </>
  );
}

function useColumns(): Column<Suppression>[] {
  const { t } = useTranslation("messages");
  const { time_zone: zone } = useSession().workspace;
  return useMemo(
    () => [
      { id: "address", title: t("suppressions.address"), value: (row) => row.address, cell: (row) => <TwoLines main={row.address} /> },
      { id: "channel", title: t("columns.channel"), value: (row) => row.channel, cell: (row) => t(`channels.${row.channel}`) },
      { id: "reason", title: t("suppressions.reason"), value: (row) => row.reason, cell: (row) => t(`suppressions.reasons.${row.reason}`) },
      {
        id: "customer",
        title: t("columns.customer"),
        value: (row) => row.profile_id ?? "",
        cell: (row) => (row.profile_id === null ? "–" : <Anchor component={Link} fz="sm" to={`/customers/${String(row.profile_id)}`}>#{row.profile_id}</Anchor>),
      },
      { id: "created", title: t("suppressions.since"), value: (row) => row.created_at, cell: (row) => <span className="lg-nowrap">{moment(row.created_at, zone)}</span> },
      { id: "actions", title: t("columns.actions"), align: "right", cell: (row) => <Lift row={row} /> },
    ],
    [t, zone],
  );
}

function Lift({ row }: { row: Suppression }) {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const may = useMay("MESSAGES_SUPPRESSION_DELETE");
  const lift = useMutation({ mutationFn: () => deleteSuppression(row.id), onError: tellFailure, onSettled: () => client.invalidateQueries({ queryKey: KEY }) });
  const ask = () =>
    modals.openConfirmModal({
      withCloseButton: false,
      title: t("suppressions.liftTitle", { address: row.address }),
      children: t("suppressions.liftText"),
      labels: { confirm: t("suppressions.lift"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => lift.mutate(),
    });
  if (!may) return null;
  return (
    <Group justify="flex-end">
      <ActionIcon variant="subtle" color="red" aria-label={t("suppressions.liftOf", { address: row.address })} loading={lift.isPending} onClick={ask}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}

function AddDialog({ close }: { close: () => void }) {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>("email");
  const [reason, setReason] = useState<(typeof REASONS)[number]>("manual");
  const [address, setAddress] = useState("");
  const add = useMutation({
    mutationFn: () => addSuppression({ channel, address: address.trim(), reason }),
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const fault = add.error instanceof Problem ? add.error.at("address") : undefined;
  return (
    <Modal opened onClose={close} title={t("suppressions.add")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack>
          <TextInput label={t("suppressions.address")} description={t("suppressions.addressHelp")} required data-autofocus value={address} onChange={(event) => setAddress(event.currentTarget.value)} error={fault} />
          <Select label={t("columns.channel")} allowDeselect={false} value={channel} onChange={(value) => value && setChannel(value as typeof channel)} data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))} />
          <Select label={t("suppressions.reason")} allowDeselect={false} value={reason} onChange={(value) => value && setReason(value as typeof reason)} data={REASONS.map((value) => ({ value, label: t(`suppressions.reasons.${value}`) }))} />
          {add.error && !fault && <Failure error={add.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <ActionButton type="submit" loading={add.isPending} why={address.trim() === "" && t("suppressions.why")}>
              {t("suppressions.add")}
            </ActionButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
