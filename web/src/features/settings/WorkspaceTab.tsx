import { Select, SimpleGrid, Skeleton, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { sessionQuery, useMay, useSession } from "@/api/session";
import { changeWorkspace, workspaceQuery } from "@/features/settings/settings";
import { tell, useChange } from "@/ui/changes";
import { Facts } from "@/ui/Facts";
import { Failure } from "@/ui/Failure";
import { day } from "@/ui/format";
import { Part } from "@/ui/Part";
import { SendForm } from "@/ui/SendForm";
import { ZONES } from "@/ui/zones";

export default function WorkspaceTab() {
  const { data, error, refetch } = useQuery(workspaceQuery);
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={240} />;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <General workspace={data} />
      <Stack>
        <SecondStep workspace={data} />
        <Fixed workspace={data} />
      </Stack>
    </SimpleGrid>
  );
}

type Workspace = Schemas["WorkspaceView"];

function General({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const may = useMay("ACCOUNTS_WORKSPACE_UPDATE");
  const [draft, setDraft] = useState({ name: workspace.name, time_zone: workspace.time_zone });
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }));
  return (
    <Part title={t("workspace.title")} lead={t("workspace.lead")}>
      <SendForm
        fields={["name", "time_zone"]}
        submit={t("save")}
        why={!may && t("mayNot", { permission: "ACCOUNTS_WORKSPACE_UPDATE" })}
        send={() => changeWorkspace(draft)}
        done={() => {
          tell(t("workspace.saved"));
          void client.invalidateQueries({ queryKey: workspaceQuery.queryKey });
          void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        }}
      >
        {(fault) => (
          <>
            <TextInput label={t("workspace.name")} required maxLength={200} value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
            <Select label={t("workspace.zone")} description={t("workspace.zoneHelp")} searchable allowDeselect={false} data={[...new Set([draft.time_zone, ...ZONES])]} value={draft.time_zone} error={fault("time_zone")} onChange={(zone) => zone && set({ time_zone: zone })} />
          </>
        )}
      </SendForm>
    </Part>
  );
}

function SecondStep({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation("settings");
  const { member } = useSession();
  const may = useMay("ACCOUNTS_WORKSPACE_UPDATE");
  const change = useChange([workspaceQuery.queryKey, sessionQuery.queryKey], changeWorkspace, () => t("workspace.saved"));
  const why = !may ? t("mayNot", { permission: "ACCOUNTS_WORKSPACE_UPDATE" }) : !member.second_step_since && !workspace.second_step_required ? t("workspace.ownFirst") : undefined;
  return (
    <Part title={t("workspace.step")}>
      <Switch
        label={t("workspace.stepAll")}
        description={why ?? t("workspace.stepHelp")}
        checked={workspace.second_step_required}
        disabled={why !== undefined || change.isPending}
        onChange={(event) => change.mutate({ second_step_required: event.currentTarget.checked })}
      />
    </Part>
  );
}

function Fixed({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation("settings");
  return (
    <Part title={t("workspace.fixed")}>
      <Facts
        cols={2}
        facts={[
          [t("workspace.case"), t(`workspace.cases.${workspace.case_policy}`)],
          [t("workspace.created"), day(workspace.created_at, workspace.time_zone)],
          [t("workspace.id"), <span key="id" className="lg-mono">{workspace.id}</span>],
        ]}
      />
      <Text fz="xs" c="dimmed">
        {t("workspace.caseHelp")}
      </Text>
    </Part>
  );
}
