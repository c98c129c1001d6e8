import { Alert, Badge, Button, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh, IconSend, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { Deliveries } from "@/features/webhooks/Deliveries";
import { WebhookForm } from "@/features/webhooks/WebhookForm";
import { changeWebhook, deleteWebhook, rotateSecret, stateOf, testWebhook, type Webhook, WEBHOOK_TONES, webhookQuery, webhooksQuery } from "@/features/webhooks/webhooks";
import { ActionButton } from "@/ui/ActionButton";
import { ask, tell, useChange } from "@/ui/changes";
import { Facts } from "@/ui/Facts";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Part } from "@/ui/Part";
import { Secret } from "@/ui/Secret";
import { Status } from "@/ui/Status";

export default function WebhookPage() {
  const { t } = useTranslation("webhooks");
  const { webhookId } = useParams({ strict: false }) as { webhookId: string };
  const { data, error, refetch } = useQuery(webhookQuery(webhookId));
  const trail = [{ to: "/webhooks", label: t("title") }];
  if (!data) {
    return (
      <Page title={t("one")} trail={trail}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton height={160} />}
      </Page>
    );
  }
  const state = stateOf(data);
  return (
    <Page
      title={data.name}
      lead={<span className="lg-words">{data.url}</span>}
      trail={trail}
      marks={<Status tone={WEBHOOK_TONES[state]}>{t(`states.${state}`)}</Status>}
      call={{ path: `/v1/webhooks/${data.id}`, operation: "getWebhook", tag: "webhooks" }}
      actions={<Actions webhook={data} />}
    >
      <About webhook={data} />
      <Deliveries webhookId={data.id} />
    </Page>
  );
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("webhooks");
  const client = useQueryClient();
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const mayUpdate = useMay("MESSAGES_WEBHOOK_UPDATE");
  const mayDelete = useMay("MESSAGES_WEBHOOK_DELETE");
  const mayTest = useMay("MESSAGES_WEBHOOK_TEST_CREATE");
  const remove = useChange([], deleteWebhook, () => t("deleted", { name: webhook.name }));
  const test = useChange([webhooksQuery.queryKey], testWebhook);
  const lacks = (may: boolean, permission: string) => !may && t("mayNot", { permission });
  const leave = () => {
    void client.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true });
    void navigate({ to: "/webhooks" });
  };
  return (
    <>
      <ActionButton variant="default" leftSection={<IconTrash size={16} />} loading={remove.isPending} why={lacks(mayDelete, "MESSAGES_WEBHOOK_DELETE")} onClick={() => ask({ title: t("deleteTitle", { name: webhook.name }), text: t("deleteText"), confirm: t("delete"), onConfirm: () => remove.mutate(webhook.id, { onSuccess: leave }) })}>
        {t("delete")}
      </ActionButton>
      <ActionButton variant="default" why={lacks(mayUpdate, "MESSAGES_WEBHOOK_UPDATE")} onClick={() => setEditing(true)}>
        {t("edit")}
      </ActionButton>
      <ActionButton leftSection={<IconSend size={16} />} loading={test.isPending} why={lacks(mayTest, "MESSAGES_WEBHOOK_TEST_CREATE")} onClick={() => test.mutate(webhook.id)}>
        {t("test")}
      </ActionButton>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={test.data !== undefined} onClose={test.reset} title={t("tested")}>
        {test.data && (
          <Alert color={test.data.delivered ? "teal" : "red"} title={t(test.data.delivered ? "testGood" : "testBad")}>
            <Text fz="sm">{test.data.status !== null && t("answered", { status: test.data.status })}</Text>
            <Text fz="sm">{test.data.reason}</Text>
          </Alert>
        )}
      </Modal>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={editing} onClose={() => setEditing(false)} title={t("editTitle", { name: webhook.name })} size="lg" closeOnClickOutside={false}>
        <WebhookForm
          first={{ name: webhook.name, url: webhook.url, events: webhook.events, active: webhook.active }}
          submit={t("save")}
          onCancel={() => setEditing(false)}
          send={(draft) => changeWebhook(webhook.id, draft)}
          done={() => {
            tell(t("changed", { name: webhook.name }));
            void client.invalidateQueries({ queryKey: webhooksQuery.queryKey });
            setEditing(false);
          }}
        />
      </Modal>
    </>
  );
}

function About({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("webhooks");
  const { workspace } = useSession();
  const mayRotate = useMay("MESSAGES_WEBHOOK_SECRET_CREATE");
  const mayUpdate = useMay("MESSAGES_WEBHOOK_UPDATE");
  const at = (when: string | null | undefined) => (when ? moment(when, workspace.time_zone) : "–");
  const rotate = useChange([webhooksQuery.queryKey], rotateSecret);
  const revive = useChange([webhooksQuery.queryKey], (id: string) => changeWebhook(id, { active: true }), () => t("revived"));
  const question = () => ask({ title: t("rotateTitle", { name: webhook.name }), text: t("rotateText"), confirm: t("rotate"), onConfirm: () => rotate.mutate(webhook.id) });
  return (
    <Part
      title={t("about")}
      actions={
        <ActionButton size="xs" variant="default" leftSection={<IconRefresh size={15} />} loading={rotate.isPending} why={!mayRotate && t("mayNot", { permission: "MESSAGES_WEBHOOK_SECRET_CREATE" })} onClick={question}>
          {t("rotate")}
        </ActionButton>
      }
    >
      {webhook.disabled_at && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={t("stopped.title", { when: at(webhook.disabled_at) })}>
          <Stack gap="xs" align="flex-start">
            <Text fz="sm">{t("stopped.text")}</Text>
            <ActionButton size="xs" variant="default" loading={revive.isPending} why={!mayUpdate && t("mayNot", { permission: "MESSAGES_WEBHOOK_UPDATE" })} onClick={() => revive.mutate(webhook.id)}>
              {t("stopped.again")}
            </ActionButton>
          </Stack>
        </Alert>
      )}
      <Facts
        facts={[
          [t("columns.failing"), at(webhook.failing_since)],
          [t("created"), at(webhook.created_at)],
          [t("oldSecret"), at(webhook.old_secret_until)],
        ]}
      />
      <Group gap={6}>
        {webhook.events.map((event) => (
          <Badge key={event} variant="light" tt="none">
            {event === "*" ? t("everyEvent") : event}
          </Badge>
        ))}
      </Group>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={rotate.data !== undefined} onClose={rotate.reset} title={t("rotate")} closeOnClickOutside={false}>
        {rotate.data && (
          <Stack>
            <Secret title={t("secretOf", { name: webhook.name })} value={rotate.data.secret}>
              {t("secretHelp")}
            </Secret>
            <Group justify="flex-end">
              <Button onClick={rotate.reset}>{t("kept")}</Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </Part>
  );
}
