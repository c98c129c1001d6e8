import { Alert, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { tellFailure } from "@/ui/Failure";

export const isConflict = (error: unknown): boolean => error instanceof Problem && error.code === "draft_changed";

interface ConflictStripProps {
  /** What saving failed of; nothing is shown when it is something else. */
  error: unknown;
  /** Saves one's own draft in the place of the other. */
  overwrite: () => Promise<unknown>;
  /** Goes on with the other. */
  adopt: () => Promise<unknown>;
}

/** Somebody else saved another draft meanwhile: nothing is lost until one of the two is chosen. */
export function ConflictStrip({ error, overwrite, adopt }: ConflictStripProps) {
  const { t } = useTranslation("app");
  if (!isConflict(error)) return null;
  return (
    <Alert color="orange" variant="light" role="alert" icon={<IconUsers />} title={t("conflict.title")}>
      <Group justify="space-between">
        <Text fz="sm">{t("conflict.text")}</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => void overwrite().catch(tellFailure)}>
            {t("conflict.mine")}
          </Button>
          <Button size="xs" onClick={() => void adopt().catch(tellFailure)}>
            {t("conflict.theirs")}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
