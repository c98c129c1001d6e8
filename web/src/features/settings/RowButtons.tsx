import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { ActionButton } from "@/ui/ActionButton";

interface RowButtonsProps {
  /** What the row is called, for those who hear only the buttons. */
  name: string;
  onEdit?: () => void;
  whyNotEdit?: string | false;
  onDelete: () => void;
  whyNotDelete?: string | false;
}

/** Change and delete at the end of a row. */
export function RowButtons({ name, onEdit, whyNotEdit, onDelete, whyNotDelete }: RowButtonsProps) {
  const { t } = useTranslation("settings");
  return (
    <Group gap="xs" justify="flex-end">
      {onEdit && (
        <ActionButton size="xs" variant="default" why={whyNotEdit} aria-label={t("editOf", { name })} onClick={onEdit}>
          {t("edit")}
        </ActionButton>
      )}
      <ActionButton size="xs" variant="light" color="red" why={whyNotDelete} aria-label={t("deleteOf", { name })} onClick={onDelete}>
        {t("delete")}
      </ActionButton>
    </Group>
  );
}
