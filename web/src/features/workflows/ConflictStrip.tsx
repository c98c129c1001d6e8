import { Alert, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import type { Draft } from "@/features/workflows/useDraft";
import { tellFailure } from "@/ui/Failure";

/** Somebody else saved another draft meanwhile: nothing is lost until one of the two is chosen. */
export function ConflictStrip({ draft }: { draft: Draft }) {
  const { t } = useTranslation("workflows");
  if (!(draft.error instanceof Problem && draft.error.code === "draft_changed")) return null;
  return (
    <Alert color="orange" variant="light" role="alert" icon={<IconUsers />} title={t("conflict.title")}>
      <Group justify="space-between">
        <Text fz="sm">{t("conflict.text")}</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => void draft.overwrite().catch(tellFailure)}>
            {t("conflict.mine")}
          </Button>
          <Button size="xs" onClick={() => void draft.adopt().catch(tellFailure)}>
            {t("conflict.theirs")}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
