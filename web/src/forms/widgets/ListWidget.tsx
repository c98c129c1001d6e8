import { ActionIcon, Button, Group, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { own, within } from "@/forms/faults";
import { Field } from "@/forms/Field";
import { fresh } from "@/forms/fresh";
import { ObjectFields } from "@/forms/ObjectFields";
import { shapeOf } from "@/forms/shape";
import { moved, replaced, without } from "@/forms/values";
import type { WidgetProps } from "@/forms/widget";

/** Several settings of the same kind, in their order. */
export function ListWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { label, help, shape, value, onChange, faults, readOnly, definitions, name } = props;
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const each = shape.schema.items ?? {};
  const inner = shapeOf(each, definitions);
  const fault = own(faults);
  return (
    <div className="lg-part" role="group" aria-label={label}>
      <Stack gap="xs">
        <div>
          <Text fz="sm" fw={600}>{label}</Text>
          {help !== undefined && <Text fz="xs" c="dimmed">{help}</Text>}
          {fault !== undefined && <Text fz="xs" c="red">{fault}</Text>}
        </div>
        {items.map((item, place) => {
          const title = t("nth", { label, number: place + 1 });
          const given = { definitions, value: item, onChange: (next: unknown) => onChange(replaced(items, place, next)), faults: within(faults, place), readOnly };
          return (
            <Group key={place} gap="xs" wrap="nowrap" align="flex-start" role="group" aria-label={title}>
              <div className={inner.kind === "object" ? "lg-part lg-grow" : "lg-grow lg-grab"}>
                {inner.kind === "object" ? <ObjectFields schema={inner.schema} {...given} /> : <Field name={name} label={title} schema={each} required {...given} />}
              </div>
              {!readOnly && (
                <Stack gap={2}>
                  <ActionIcon variant="subtle" color="gray" aria-label={t("removeNamed", { name: title })} onClick={() => onChange(without(items, place))}>
                    <IconTrash size={16} />
                  </ActionIcon>
                  {place > 0 && (
                    <ActionIcon variant="subtle" color="gray" aria-label={t("upNamed", { name: title })} onClick={() => onChange(moved(items, place, place - 1))}>
                      <IconArrowUp size={16} />
                    </ActionIcon>
                  )}
                  {place < items.length - 1 && (
                    <ActionIcon variant="subtle" color="gray" aria-label={t("downNamed", { name: title })} onClick={() => onChange(moved(items, place, place + 1))}>
                      <IconArrowDown size={16} />
                    </ActionIcon>
                  )}
                </Stack>
              )}
            </Group>
          );
        })}
        {!readOnly && items.length < (shape.schema.maxItems ?? Infinity) && (
          <Button size="compact-sm" variant="light" w="fit-content" leftSection={<IconPlus size={15} />} aria-label={t("addNamed", { name: label })} onClick={() => onChange([...items, fresh(each, definitions)])}>
            {t("add")}
          </Button>
        )}
      </Stack>
    </div>
  );
}
