import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { own } from "@/forms/faults";
import { fresh } from "@/forms/fresh";
import { ObjectFields } from "@/forms/ObjectFields";
import type { WidgetProps } from "@/forms/widget";

/** Settings inside a setting; where it may be left out, with buttons to add it and to take it away. */
export function ObjectWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { label, help, shape, value, onChange, readOnly, faults, definitions } = props;
  const absent = value === null || value === undefined;
  const fault = own(faults);
  return (
    <div className="lg-part" role="group" aria-label={label}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <div className="lg-grab">
            <Text fz="sm" fw={600}>{label}</Text>
            {help !== undefined && <Text fz="xs" c="dimmed">{help}</Text>}
            {fault !== undefined && <Text fz="xs" c="red">{fault}</Text>}
          </div>
          {!readOnly && shape.nullable && (
            <Button
              size="compact-sm"
              variant="subtle"
              flex="none"
              color={absent ? undefined : "gray"}
              aria-label={t(absent ? "addNamed" : "removeNamed", { name: label })}
              leftSection={absent ? <IconPlus size={15} /> : <IconX size={15} />}
              onClick={() => onChange(absent ? fresh(shape.schema, definitions) : null)}
            >
              {t(absent ? "add" : "remove")}
            </Button>
          )}
        </Group>
        {!(absent && shape.nullable) && (
          <ObjectFields schema={shape.schema} definitions={definitions} value={value} onChange={onChange} faults={faults} readOnly={readOnly} />
        )}
      </Stack>
    </div>
  );
}
