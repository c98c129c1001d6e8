import { Alert, Button, Group, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useActorNames } from "@/api/names";
import { useSession } from "@/api/session";
import type { Graph } from "@/canvas/graph";
import type { Draft } from "@/features/workflows/useDraft";
import type { Version, Workflow } from "@/features/workflows/workflows";
import { moment } from "@/ui/format";

/** A published version is looked at: when it was published, and how to go on from it. */
export function VersionStrip({ workflow, version, draft, back }: { workflow: Workflow; version: Version | undefined; draft: Draft; back: () => void }) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const nameOf = useActorNames([version?.published_by]);
  if (!version) return null;
  const use = () => {
    draft.change(version.graph as unknown as Graph);
    back();
  };
  return (
    <Alert color="indigo" variant="light" icon={<IconHistory />} title={t("versions.looking", { version: version.version })}>
      <Group justify="space-between">
        <Text fz="sm">
          {t("versions.published", { at: moment(version.published_at, workspace.time_zone), by: nameOf(version.published_by) })}
          {workflow.active_version === version.version && ` ${t("versions.active")}`}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={back}>
            {t("versions.back")}
          </Button>
          <Button size="xs" onClick={use}>
            {t("versions.use")}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
