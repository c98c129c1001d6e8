import { Anchor, Code, Drawer, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { IconRefresh, IconSend } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { useMay, useSession } from "@/api/session";
import { type Delivery, DELIVERY_STATES, DELIVERY_TONES, type DeliveryState, readDeliveries, replay } from "@/features/webhooks/webhooks";
import { ActionButton } from "@/ui/ActionButton";
import { useChange } from "@/ui/changes";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Facts } from "@/ui/Facts";
import { moment } from "@/ui/format";
import { Copied } from "@/ui/Secret";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { state: "any", cursor: "" };

/** What was posted, what came back, and once more. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation("webhooks");
  const [view, change] = useUrlState(DEFAULTS);
  const [shown, setShown] = useState<Delivery>();
  const state = view.state === "any" ? {} : { state: view.state as DeliveryState };
  const page = usePage(["webhooks", webhookId, "deliveries", view], () => readDeliveries(webhookId, { ...state, ...(view.cursor && { cursor: view.cursor }) }));
  const columns = useColumns(setShown);
  return (
    <section>
      <Title order={2} fz="lg" mb="xs">
        {t("deliveries")}
      </Title>
      <DataTable
        name="webhook-deliveries"
        label={t("deliveries")}
        columns={columns}
        rows={page.data?.items}
        keyOf={(delivery) => delivery.id}
        error={page.error}
        retry={() => void page.refetch()}
        paging={{ cursor: view.cursor, next: page.data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readDeliveries(webhookId, { ...state, ...(cursor && { cursor }), limit: MOST }))}
        filters={
          <SegmentedControl
            aria-label={t("columns.state")}
            value={view.state}
            onChange={(wanted) => change({ state: wanted })}
            data={["any", ...DELIVERY_STATES].map((value) => ({ value, label: t(`deliveryStates.${value}`) }))}
          />
        }
        empty={
          <Empty icon={IconSend} title={t("noDeliveries.title")}>
            {t("noDeliveries.text")}
          </Empty>
        }
      />
      <Drawer opened={shown !== undefined} onClose={() => setShown(undefined)} position="right" size="lg" title={shown?.event} closeButtonProps={{ "aria-label": t("close") }}>
        {shown && <OneDelivery webhookId={webhookId} delivery={shown} onReplayed={() => setShown(undefined)} />}
      </Drawer>
    </section>
  );
}

function OneDelivery({ webhookId, delivery, onReplayed }: { webhookId: string; delivery: Delivery; onReplayed: () => void }) {
  const { t } = useTranslation("webhooks");
  const { workspace } = useSession();
  const mayReplay = useMay("MESSAGES_WEBHOOK_REPLAY_CREATE");
  const again = useChange([["webhooks", webhookId, "deliveries"]], (id: string) => replay(webhookId, id), () => t("replayed"));
  const body = JSON.stringify(delivery.body, null, 2);
  const at = (when: string | null) => (when ? moment(when, workspace.time_zone) : "–");
  return (
    <Stack>
      <Facts
        cols={2}
        facts={[
          [t("columns.state"), <Status key="state" tone={DELIVERY_TONES[delivery.state]}>{t(`deliveryStates.${delivery.state}`)}</Status>],
          [t("columns.answer"), delivery.answer_status ?? "–"],
          [t("columns.attempts"), delivery.attempts],
          [t("columns.created"), at(delivery.created_at)],
          [t("sentAt"), at(delivery.sent_at)],
          [t("nextAt"), delivery.state === "queued" ? at(delivery.next_at) : "–"],
          ["webhook-id", <span key="id" className="lg-mono">{delivery.id}</span>],
        ]}
      />
      {delivery.error && (
        <Text fz="sm" c="red" className="lg-words">
          {delivery.error}
        </Text>
      )}
      <div>
        <Title order={3} fz="sm" mb={4}>
          {t("payload")}
        </Title>
        <Code block mah={360} style={{ overflow: "auto" }} tabIndex={0} aria-label={t("payload")} role="region">
          {body}
        </Code>
      </div>
      <Stack gap="xs" align="flex-start">
        <Copied value={body} label={t("copyPayload")} />
        <ActionButton leftSection={<IconRefresh size={16} />} loading={again.isPending} why={(delivery.state === "queued" && t("stillQueued")) || (!mayReplay && t("mayNot", { permission: "MESSAGES_WEBHOOK_REPLAY_CREATE" }))} onClick={() => again.mutate(delivery.id, { onSuccess: onReplayed })}>
          {t("replay")}
        </ActionButton>
      </Stack>
    </Stack>
  );
}

function useColumns(open: (delivery: Delivery) => void): Column<Delivery>[] {
  const { t } = useTranslation("webhooks");
  const { workspace } = useSession();
  return useMemo(
    () => [
      {
        id: "event",
        title: t("columns.event"),
        value: (delivery) => delivery.event,
        cell: (delivery) => (
          <Anchor component="button" type="button" fz="sm" fw={600} c="inherit" onClick={() => open(delivery)}>
            {delivery.event}
          </Anchor>
        ),
      },
      { id: "created", title: t("columns.created"), value: (delivery) => delivery.created_at, cell: (delivery) => moment(delivery.created_at, workspace.time_zone) },
      { id: "attempts", title: t("columns.attempts"), align: "right", value: (delivery) => delivery.attempts, cell: (delivery) => delivery.attempts },
      { id: "answer", title: t("columns.answer"), align: "right", value: (delivery) => delivery.answer_status ?? undefined, cell: (delivery) => delivery.answer_status ?? "–" },
      { id: "state", title: t("columns.state"), value: (delivery) => delivery.state, cell: (delivery) => <Status tone={DELIVERY_TONES[delivery.state]}>{t(`deliveryStates.${delivery.state}`)}</Status> },
      { id: "error", title: t("columns.error"), hidden: true, value: (delivery) => delivery.error ?? undefined, cell: (delivery) => delivery.error ?? "–" },
    ],
    [t, open, workspace.time_zone],
  );
}
