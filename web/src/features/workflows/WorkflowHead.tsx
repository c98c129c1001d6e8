import { ActionIcon, Badge, Menu, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconCopy, IconDotsVertical, IconDownload, IconHistory, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRocket, IconSettings, IconTestPipe, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { SettingsDialog } from "@/features/workflows/SettingsDialog";
import type { Draft } from "@/features/workflows/useDraft";
import { createWorkflow, type Deed, deleteWorkflow, move, startRun, STATE_TONES, type Version, versionsQuery, type Workflow } from "@/features/workflows/workflows";
import { ActionButton } from "@/ui/ActionButton";
import { ActionItem } from "@/ui/ActionItem";
import { saveFile } from "@/ui/csv";
import { tellFailure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";

interface WorkflowHeadProps {
  workflow: Workflow;
  draft: Draft;
  version: Version | undefined;
  test: () => void;
  showVersion: (version: number) => void;
  children: ReactNode;
}

/** Name, state and version of a workflow, whether the draft is saved, and all that can be done with it. */
export function WorkflowHead({ workflow, draft, version, test, showVersion, children }: WorkflowHeadProps) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const mayPublish = useMay("WORKFLOWS_WORKFLOW_PUBLISH_CREATE");
  const mayRun = useMay("WORKFLOWS_RUN_CREATE");
  const [settings, setSettings] = useState(false);
  const publishing = useMutation({
    mutationFn: async () => {
      await draft.flush();
      return move(workflow.id, "publications");
    },
    onSuccess: (done) => notifications.show({ color: "teal", message: t("published", { version: done.active_version }) }),
    onError: tellFailure,
  });
  const serious = draft.problems?.filter((problem) => !problem.is_warning).length ?? 0;
  const unchanged = workflow.state === "active" && !workflow.has_changes && draft.kept === "saved";
  const why = !mayPublish ? t("mayNotPublish") : serious > 0 ? t("problems.first", { count: serious }) : unchanged ? t("unchanged") : undefined;
  const save = { saved: "teal", changed: "gray", saving: "gray", failed: "red" } as const;
  return (
    <Page
      title={workflow.name}
      lead={workflow.description || undefined}
      trail={[{ to: "/workflows", label: t("title") }]}
      call={{ path: `/v1/workflows/${workflow.id}`, operation: "getWorkflow", tag: "workflows" }}
      marks={
        <>
          <Status tone={STATE_TONES[workflow.state]}>{t(`states.${workflow.state}`)}</Status>
          {workflow.active_version !== null && (
            <Badge variant="light" color="gray" tt="none">
              {t("version", { version: workflow.active_version })}
            </Badge>
          )}
          {!version && (
            <Badge variant="light" color={save[draft.kept]} tt="none" role="status">
              {t(`kept.${draft.kept}`)}
            </Badge>
          )}
          {workflow.next_run_at !== null && (
            <Text fz="sm" c="dimmed">
              {t("nextRun", { at: moment(workflow.next_run_at, workspace.time_zone) })}
            </Text>
          )}
        </>
      }
      actions={
        <>
          <ActionButton variant="default" leftSection={<IconTestPipe size={17} />} why={!mayRun && t("mayNotRun")} onClick={test}>
            {t("test.open")}
          </ActionButton>
          <ActionButton leftSection={<IconRocket size={17} />} why={why} loading={publishing.isPending} onClick={() => publishing.mutate()}>
            {t("publish")}
          </ActionButton>
          <MoreMenu workflow={workflow} draft={draft} mayPublish={mayPublish} mayRun={mayRun} showVersion={showVersion} openSettings={() => setSettings(true)} />
        </>
      }
    >
      {children}
      <SettingsDialog workflow={workflow} opened={settings} close={() => setSettings(false)} />
    </Page>
  );
}

interface MoreMenuProps {
  workflow: Workflow;
  draft: Draft;
  mayPublish: boolean;
  mayRun: boolean;
  showVersion: (version: number) => void;
  openSettings: () => void;
}

function MoreMenu({ workflow, draft, mayPublish, mayRun, showVersion, openSettings }: MoreMenuProps) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const navigate = useNavigate();
  const [shown, show] = useState(false);
  const { data: versions } = useQuery({ ...versionsQuery(workflow.id), enabled: shown });
  const go = (deed: Deed) => void move(workflow.id, deed).catch(tellFailure);
  const clocks = draft.graph.nodes.filter(({ type }) => type === "audience" || type === "scheduled_run");
  const begin = (node: string | undefined) =>
    startRun(workflow.id, node).then((run) => navigate({ to: `/workflows/${workflow.id}/runs/${run.id}` }), tellFailure);
  const ask = (what: "stop" | "remove", then: () => void) =>
    modals.openConfirmModal({
      title: t(`${what}.title`, { name: workflow.name }),
      children: <Text fz="sm">{t(`${what}.text`)}</Text>,
      labels: { confirm: t(`${what}.confirm`), cancel: t("cancel") },
      confirmProps: { color: "red" },
      onConfirm: then,
    });
  const { name, description, kind, settings } = workflow;
  const copy = () =>
    createWorkflow({ name: t("copyOf", { name }).slice(0, 200), description, kind, settings, graph: draft.graph }).then((made) => navigate({ to: `/workflows/${made.id}` }), tellFailure);
  const save = () => saveFile(`${name}.json`, new Blob([JSON.stringify({ name, description, kind, settings, graph: draft.graph }, null, 2)], { type: "application/json" }));
  const remove = () => deleteWorkflow(workflow.id).then(() => navigate({ to: "/workflows" }), tellFailure);
  const active = workflow.state === "active";
  const paused = workflow.state === "paused";
  return (
    <Menu position="bottom-end" width={280} onOpen={() => show(true)}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("more")}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {clocks.map(({ id, title }) => (
          <ActionItem key={id} leftSection={<IconPlayerPlay size={16} />} why={!mayRun ? t("mayNotRun") : !active && t("notActive")} onClick={() => void begin(id)}>
            {clocks.length > 1 ? t("runNowAt", { node: title }) : t("runNow")}
          </ActionItem>
        ))}
        {active && (
          <ActionItem leftSection={<IconPlayerPause size={16} />} why={!mayPublish && t("mayNotPublish")} onClick={() => go("pauses")}>
            {t("pause")}
          </ActionItem>
        )}
        {paused && (
          <ActionItem leftSection={<IconPlayerPlay size={16} />} why={!mayPublish && t("mayNotPublish")} onClick={() => go("resumptions")}>
            {t("resume")}
          </ActionItem>
        )}
        {(active || paused) && (
          <ActionItem color="red" leftSection={<IconPlayerStop size={16} />} why={!mayPublish && t("mayNotPublish")} onClick={() => ask("stop", () => go("stops"))}>
            {t("stop.confirm")}
          </ActionItem>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={openSettings}>
          {t("settings.title")}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copy()}>
          {t("copy")}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} />} onClick={save}>
          {t("export")}
        </Menu.Item>
        {!active && !paused && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => ask("remove", () => void remove())}>
            {t("remove.confirm")}
          </Menu.Item>
        )}
        {workflow.active_version !== null && <Menu.Label>{t("versions.title")}</Menu.Label>}
        {versions?.slice(0, 12).map((version) => (
          <Menu.Item key={version.version} leftSection={<IconHistory size={16} />} onClick={() => showVersion(version.version)}>
            {t("version", { version: version.version })} · {moment(version.published_at, workspace.time_zone)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
