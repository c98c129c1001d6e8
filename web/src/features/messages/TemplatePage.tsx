import { ActionIcon, Grid, Menu, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconDots, IconHistory, IconSend, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { MailPreview } from "@/features/messages/MailPreview";
import { RevisionsDrawer } from "@/features/messages/RevisionsDrawer";
import { TemplateFields } from "@/features/messages/TemplateFields";
import { BEGINNINGS, deleteTemplate, type Draft, readParams, saveTemplate, type Setting, type Template, templateQuery } from "@/features/messages/templates";
import { TestDialog } from "@/features/messages/TestDialog";
import { same } from "@/forms/values";
import { ActionButton } from "@/ui/ActionButton";
import type { Call } from "@/ui/DeveloperMenu";
import { Failure, tellFailure } from "@/ui/Failure";
import { Page } from "@/ui/Page";
import { useUnsaved } from "@/ui/unsaved";
import { useUrlState } from "@/ui/url";

const TRAIL = "/messages?tab=templates";
const NEW: Draft = { subject: "", html: BEGINNINGS.html, format: "html", text: null };
const DEFAULTS: Setting = { customer: "", event: "", params: "" };

/** A mail template; its id is "new" before it has one. */
export default function TemplatePage() {
  const { templateId } = useParams({ strict: false }) as { templateId: string };
  const { t } = useTranslation("messages");
  const isNew = templateId === "new";
  const { data, error, refetch } = useQuery({ ...templateQuery(templateId), enabled: !isNew, refetchOnWindowFocus: false });
  if (!isNew && !data) {
    return (
      <Page title={t("templates.one")} trail={[{ to: TRAIL, label: t("tabs.templates") }]}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton height={320} />}
      </Page>
    );
  }
  return <Editor key={templateId} saved={isNew ? undefined : data} />;
}

const draftOf = ({ subject, html, format, text }: Draft): Draft => ({ subject, html, format, text });

const startOf = (saved: Template | undefined) =>
  saved
    ? { name: saved.name, draft: draftOf(saved), permission: "MESSAGES_TEMPLATE_UPDATE" }
    : { name: "", draft: NEW, permission: "MESSAGES_TEMPLATE_CREATE" };

function Editor({ saved }: { saved: Template | undefined }) {
  const { t } = useTranslation("messages");
  const navigate = useNavigate();
  const client = useQueryClient();
  const start = startOf(saved);
  const [name, setName] = useState(start.name);
  const [draft, setDraft] = useState<Draft>(start.draft);
  const [setting, set] = useUrlState(DEFAULTS as unknown as Record<string, string>) as unknown as [Setting, (patch: Partial<Setting>) => void];
  const [testing, test] = useDisclosure();
  const [history, revisions] = useDisclosure();
  const { permission } = start;
  const may = useMay(permission);
  const mayTest = useMay("MESSAGES_TEMPLATE_TEST_CREATE");
  const dirty = name !== start.name || !same(draft, start.draft);
  const leave = useUnsaved(dirty);
  const refresh = () => client.invalidateQueries({ queryKey: ["message-templates"] });
  const save = useMutation({
    mutationFn: () => saveTemplate(saved?.id, { ...draft, name: name.trim() }),
    onSuccess: async (template) => {
      client.setQueryData(templateQuery(template.id).queryKey, template);
      setName(template.name);
      await refresh();
      notifications.show({ color: "teal", message: t("templates.saved", { name: template.name, revision: template.revision }) });
      if (!saved) leave(() => void navigate({ to: `/messages/templates/${template.id}`, replace: true }));
    },
  });
  return (
    <Page
      title={saved?.name ?? t("templates.new")}
      lead={saved ? t("templates.lead", { revision: saved.revision }) : t("templates.newLead")}
      trail={[{ to: TRAIL, label: t("tabs.templates") }]}
      call={callOf(saved, { name, ...draft })}
      actions={
        <>
          {saved && <More template={saved} history={revisions.open} leave={leave} />}
          <ActionButton
            variant="default"
            leftSection={<IconSend size={16} />}
            why={whyNoTest()}
            onClick={test.open}
          >
            {t("test.open")}
          </ActionButton>
          <ActionButton why={why()} loading={save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </ActionButton>
        </>
      }
    >
      <Grid>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <TemplateFields
            name={name}
            setName={setName}
            draft={draft}
            setDraft={(patch) => setDraft((before) => ({ ...before, ...patch }))}
            error={save.error}
            params={Object.keys(readParams(setting.params) ?? {})}
            readOnly={!may}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <MailPreview draft={draft} setting={setting} set={set} />
        </Grid.Col>
      </Grid>
      {saved && (
        <>
          {testing && <TestDialog id={saved.id} setting={setting} close={test.close} />}
          {history && <RevisionsDrawer id={saved.id} current={saved.revision} restore={(revision) => setDraft(draftOf(revision))} close={revisions.close} />}
        </>
      )}
    </Page>
  );

  function whyNoTest(): string | false {
    if (!mayTest) return t("mayNot", { permission: "MESSAGES_TEMPLATE_TEST_CREATE" });
    return (!saved || dirty) && t("test.saveFirst");
  }

  function why(): string | false {
    if (!may) return t("mayNot", { permission });
    if (name.trim() === "") return t("templates.why.name");
    if (draft.subject.trim() === "") return t("templates.why.subject");
    if (draft.html.trim() === "") return t("templates.why.html");
    return saved !== undefined && !dirty && t("templates.why.nothing");
  }
}

function callOf(saved: Template | undefined, body: unknown): Call {
  return saved
    ? { method: "PATCH", path: `/v1/message-templates/${saved.id}`, operation: "changeMessageTemplate", tag: "message-templates", body }
    : { method: "POST", path: "/v1/message-templates", operation: "createMessageTemplate", tag: "message-templates", body };
}

/** Revisions and deletion. */
function More({ template, history, leave }: { template: Template; history: () => void; leave: (go: () => void) => void }) {
  const { t } = useTranslation("messages");
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayDelete = useMay("MESSAGES_TEMPLATE_DELETE");
  const remove = useMutation({
    mutationFn: () => deleteTemplate(template.id),
    onError: tellFailure,
    onSuccess: () => {
      leave(() => void navigate({ to: "/messages", search: { tab: "templates" } as never }));
      void client.invalidateQueries({ queryKey: ["message-templates", "list"] });
    },
  });
  const ask = () =>
    modals.openConfirmModal({
      withCloseButton: false,
      title: t("templates.deleteTitle", { name: template.name }),
      children: t("templates.deleteText"),
      labels: { confirm: t("delete"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: () => remove.mutate(),
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("more")}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory size={16} />} onClick={history}>
          {t("revisions.title")}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} />} color="red" disabled={!mayDelete} onClick={ask}>
          {t("delete")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
