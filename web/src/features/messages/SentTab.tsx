import { Anchor, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useDisclosure } from "@mantine/hooks";
import { IconMailX, IconRefresh, IconSearch, IconSend } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { useMay, useSession } from "@/api/session";
import { MessageDrawer } from "@/features/messages/MessageDrawer";
import { CHANNELS, type Message, type MessageFilter, type MessageState, readMessages, retryMessage, STATES, TONES } from "@/features/messages/messages";
import { RetryDialog } from "@/features/messages/RetryDialog";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { tellFailure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { state: "", channel: "", recipient: "", cursor: "" };
const PAGE = 50;

/** What was sent, waits or came back; or (the dead list) only what failed for good. */
export function SentTab({ dead = false }: { dead?: boolean }) {
  const { t } = useTranslation("messages");
  const [view, change] = useUrlState(DEFAULTS);
  const [opened, open] = useState<Message>();
  const filter = filterOf(view, dead);
  const { data, error, refetch } = usePage(["messages", "list", filter, view.cursor], () => readMessages(filter, PAGE, view.cursor || undefined));
  const columns = useColumns(dead, open);
  const empty = filter.channel || filter.recipient || (!dead && filter.state) ? "nothing" : dead ? "noneDead" : "empty";
  return (
    <>
      <DataTable
        name={dead ? "dead-messages" : "messages"}
        label={t(dead ? "tabs.dead" : "tabs.sent")}
        columns={columns}
        rows={data?.items}
        keyOf={(message) => message.id}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readMessages(filter, MOST, cursor))}
        filters={
          <>
            <Filters view={view} change={change} dead={dead} />
            {dead && <RetryAll channel={filter.channel} none={data?.items.length === 0} />}
          </>
        }
        empty={
          <Empty icon={dead ? IconMailX : IconSend} title={t(`${empty}.title`)}>
            {t(`${empty}.text`)}
          </Empty>
        }
      />
      <MessageDrawer message={opened} close={() => open(undefined)} />
    </>
  );
}

type View = typeof DEFAULTS;

const filterOf = (view: View, dead: boolean): MessageFilter => ({
  state: dead ? "failed" : ((view.state || undefined) as MessageState | undefined),
  channel: view.channel || undefined,
  recipient: view.recipient.trim() || undefined,
});

function Filters({ view, change, dead }: { view: View; change: (patch: Partial<View>) => void; dead: boolean }) {
  const { t } = useTranslation("messages");
  return (
    <>
      <TextInput
        aria-label={t("filters.recipient")}
        placeholder={t("filters.recipient")}
        leftSection={<IconSearch size={16} />}
        value={view.recipient}
        onChange={(event) => change({ recipient: event.currentTarget.value })}
      />
      {!dead && (
        <Select
          aria-label={t("filters.state")}
          placeholder={t("filters.state")}
          clearable
          clearButtonProps={{ "aria-label": t("filters.clear") }}
          w={150}
          value={view.state || null}
          onChange={(state) => change({ state: state ?? "" })}
          data={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      )}
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
    </>
  );
}

function RetryAll({ channel, none }: { channel: string | undefined; none: boolean }) {
  const { t } = useTranslation("messages");
  const [opened, dialog] = useDisclosure();
  const may = useMay("MESSAGES_MESSAGE_RETRY_CREATE");
  return (
    <>
      <ActionButton
        variant="default"
        leftSection={<IconRefresh size={16} />}
        why={(!may && t("mayNot", { permission: "MESSAGES_MESSAGE_RETRY_CREATE" })) || (none && t("retry.none"))}
        onClick={dialog.open}
      >
        {t("retry.all")}
      </ActionButton>
      {opened && <RetryDialog channel={channel} close={dialog.close} />}
    </>
  );
}

function useColumns(dead: boolean, open: (message: Message) => void): Column<Message>[] {
  const { t } = useTranslation("messages");
  const { time_zone: zone } = useSession().workspace;
  return useMemo(() => {
    const columns: Column<Message>[] = [
      {
        id: "subject",
        title: t("columns.message"),
        value: (message) => message.subject,
        cell: (message) => (
          <TwoLines
            main={
              <Anchor component="button" type="button" fz="sm" fw={600} ta="left" c="inherit" className="lg-words" onClick={() => open(message)}>
                {message.subject || t("noSubject")}
              </Anchor>
            }
            sub={message.recipient}
          />
        ),
      },
      { id: "recipient", title: t("columns.recipient"), hidden: true, value: (message) => message.recipient, cell: (message) => <span className="lg-words">{message.recipient}</span> },
      { id: "channel", title: t("columns.channel"), value: (message) => message.channel, cell: (message) => t(`channels.${message.channel}`, { defaultValue: message.channel }) },
      {
        id: "state",
        title: t("columns.state"),
        value: (message) => message.state,
        cell: (message) => <Status tone={TONES[message.state]}>{t(`states.${message.state}`)}</Status>,
      },
      {
        id: "error",
        title: t("columns.error"),
        value: (message) => message.error ?? "",
        cell: (message) => (
          <Text fz="xs" lineClamp={2} maw={320} className="lg-words">
            {message.error ?? "–"}
          </Text>
        ),
      },
      { id: "attempts", title: t("columns.attempts"), align: "right", value: (message) => message.attempts, cell: (message) => message.attempts },
      { id: "purpose", title: t("columns.purpose"), hidden: true, value: (message) => message.purpose, cell: (message) => t(`purposes.${message.purpose}`) },
      { id: "created", title: t("columns.created"), value: (message) => message.created_at, cell: (message) => <span className="lg-nowrap">{moment(message.created_at, zone)}</span> },
      { id: "sent", title: t("columns.sent"), hidden: true, value: (message) => message.sent_at ?? "", cell: (message) => (message.sent_at ? moment(message.sent_at, zone) : "–") },
    ];
    if (dead) columns.push({ id: "actions", title: t("columns.actions"), align: "right", cell: (message) => <RetryOne message={message} /> });
    return columns;
  }, [t, zone, dead, open]);
}

export function RetryOne({ message, done }: { message: Message; done?: () => void }) {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const may = useMay("MESSAGES_MESSAGE_RETRY_CREATE");
  const retry = useMutation({
    mutationFn: () => retryMessage(message.id),
    onError: tellFailure,
    onSuccess: () => {
      notifications.show({ color: "teal", message: t("retry.queued", { count: 1 }) });
      done?.();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["messages"] }),
  });
  if (!may) return null;
  return (
    <Group justify="flex-end">
      <Button size="compact-sm" variant="light" leftSection={<IconRefresh size={14} />} loading={retry.isPending} onClick={() => retry.mutate()}>
        {t("retry.one")}
      </Button>
    </Group>
  );
}
