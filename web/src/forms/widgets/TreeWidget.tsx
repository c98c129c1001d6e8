import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { GroupEditor } from "@/forms/GroupEditor";
import { membersOf } from "@/forms/resolve";
import type { Shape } from "@/forms/shape";
import type { WidgetProps } from "@/forms/widget";

/** Conditions that can be put together by all, any and not. */
export function isTree(shape: Shape): boolean {
  const tags = Object.keys(shape.schema.discriminator?.mapping ?? {});
  return shape.kind === "union" && ["all", "any", "not"].every((tag) => tags.includes(tag));
}

export function TreeWidget({ label, help, shape, value, onChange, faults, readOnly, definitions }: WidgetProps) {
  const { t } = useTranslation("forms");
  return (
    <Stack gap={6} role="group" aria-label={label}>
      <div>
        <Text fz="sm" fw={600}>{label}</Text>
        {help !== undefined && <Text fz="xs" c="dimmed">{help}</Text>}
      </div>
      <GroupEditor members={membersOf(shape.schema, definitions)} definitions={definitions} value={value ?? null} onChange={(next) => onChange(next ?? (shape.nullable ? null : undefined))} faults={faults} readOnly={readOnly} none={t("noConditions")} />
    </Stack>
  );
}
