import { Button, Group, Paper, Text, Transition } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useTranslation } from "react-i18next";

import type { Editing } from "@/features/promotions/useEdited";
import type { PlacedFault } from "@/forms/faults";
import { tell } from "@/ui/changes";
import { ConflictStrip, isConflict } from "@/ui/ConflictStrip";
import { Failure } from "@/ui/Failure";

/** Below everything while something is not saved. */
export function SaveBar({ editing, faults }: { editing: Editing; faults: readonly PlacedFault[] }) {
  const { t } = useTranslation("promotions");
  const save = () => {
    if (editing.dirty && !editing.saving) editing.save().then(() => tell(t("save.saved")), () => undefined);
  };
  useHotkeys([["mod+S", save]], []);
  const refused = editing.refused.length > 0;
  return (
    <Transition mounted={editing.dirty} transition="slide-up">
      {(styles) => (
        <Paper className="lg-save" style={styles} withBorder shadow="md" p="sm" role="region" aria-label={t("save.title")}>
          <ConflictStrip {...editing} />
          {Boolean(editing.error) && !isConflict(editing.error) && <Failure error={editing.error} />}
          <Group justify="space-between" gap="sm" mt={editing.error ? "xs" : 0}>
            <Text fz="sm" fw={600}>{refused && faults.length ? t("save.refused") : t("save.text")}</Text>
            <Group gap="xs">
              <Button variant="default" size="sm" onClick={editing.discard}>{t("save.discard")}</Button>
              <Button size="sm" loading={editing.saving} onClick={save}>{t("save.save")}</Button>
            </Group>
          </Group>
        </Paper>
      )}
    </Transition>
  );
}
