import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconSearch, IconWebhook } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { createWebhook, stateOf, type Webhook, WEBHOOK_TONES, webhooksQuery, type WebhookWithSecret } from "@/features/webhooks/webhooks";
import { NEW_WEBHOOK, WebhookForm } from "@/features/webhooks/WebhookForm";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { since } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Secret } from "@/ui/Secret";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", sort: "name" };

export default function WebhooksPage() {
  const { t } = useTranslation("webhooks");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery(webhooksQuery);
  const [making, dialog] = useDisclosure();
  const mayCreate = useMay("MESSAGES_WEBHOOK_CREATE");
  const columns = useWebhookColumns();
  const shown = useMemo(() => data?.filter(({ name, url }) => `${name} ${url}`.toLowerCase().includes(view.q.trim().toLowerCase())), [data, view.q]);
  const create = (
    <ActionButton why={!mayCreate && t("mayNot", { permission: "MESSAGES_WEBHOOK_CREATE" })} leftSection={<IconPlus size={17} />} onClick={dialog.open}>
      {t("new")}
    </ActionButton>
  );
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: "/v1/webhooks", operation: "listWebhooks", tag: "webhooks" }} actions={create}>
      <DataTable
        name="webhooks"
        label={t("title")}
        columns={columns}
        rows={shown}
        keyOf={(webhook) => webhook.id}
        to={(webhook) => `/webhooks/${webhook.id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={<TextInput aria-label={t("filter")} placeholder={t("filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />}
        empty={
          <Empty icon={IconWebhook} title={t(data?.length ? "nothing.title" : "empty.title")} action={data?.length ? undefined : create}>
            {t(data?.length ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={making} onClose={dialog.close} title={t("new")} size="lg" closeOnClickOutside={false}>
        <NewWebhook onClose={dialog.close} />
      </Modal>
    </Page>
  );
}

function NewWebhook({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("webhooks");
  const client = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<WebhookWithSecret>();
  if (made) {
    return (
      <Stack>
        <Secret title={t("secretOf", { name: made.name })} value={made.secret}>
          {t("secretHelp")}
        </Secret>
        <Group justify="flex-end">
          <Button onClick={() => void navigate({ to: `/webhooks/${made.id}` })}>{t("kept")}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <WebhookForm
      first={NEW_WEBHOOK}
      submit={t("make")}
      onCancel={onClose}
      send={createWebhook}
      done={(webhook) => {
        setMade(webhook);
        void client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
      }}
    />
  );
}

function useWebhookColumns(): Column<Webhook>[] {
  const { t } = useTranslation("webhooks");
  return useMemo(
    () => [
      {
        id: "name",
        title: t("columns.name"),
        value: (webhook) => webhook.name,
        cell: (webhook) => (
          <TwoLines
            main={
              <Link to={`/webhooks/${webhook.id}`} className="lg-plain">
                {webhook.name}
              </Link>
            }
            sub={webhook.url}
          />
        ),
      },
      { id: "events", title: t("columns.events"), value: (webhook) => webhook.events.join(" "), cell: (webhook) => <Text fz="sm">{eventsIn(webhook, t("everyEvent"))}</Text> },
      { id: "failing", title: t("columns.failing"), value: (webhook) => webhook.failing_since ?? undefined, cell: (webhook) => (webhook.failing_since ? since(webhook.failing_since) : "–") },
      { id: "state", title: t("columns.state"), value: (webhook) => t(`states.${stateOf(webhook)}`), cell: (webhook) => <Status tone={WEBHOOK_TONES[stateOf(webhook)]}>{t(`states.${stateOf(webhook)}`)}</Status> },
    ],
    [t],
  );
}

const NAMED = 3;

function eventsIn({ events }: Webhook, every: string): string {
  if (events.includes("*")) return every;
  const more = events.length - NAMED;
  return events.slice(0, NAMED).join(", ") + (more > 0 ? ` +${more}` : "");
}
