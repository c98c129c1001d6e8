import { ActionIcon, Button, Group, Input, Stack, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { own } from "@/forms/faults";
import type { Shape } from "@/forms/shape";
import { isObject, withKey, withName } from "@/forms/values";
import { inputOf, type WidgetProps } from "@/forms/widget";
import { JsonWidget } from "@/forms/widgets/JsonWidget";

// Values are one line, however long: the field shows it whole.
const BREAKS = /\s*\n\s*/g;

/** Names with values, such as headers or attributes. */
export function isKeyed(shape: Shape): boolean {
  return shape.kind === "map";
}

/** Rows of name and value; where a value is no text, JSON. */
export function MapWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { value, onChange, readOnly, faults } = props;
  const values = isObject(value) ? value : {};
  const plain = Object.values(values).every((each) => typeof each === "string");
  const [asJson, setAsJson] = useState(!plain);
  const { label, description, withAsterisk } = inputOf(props);
  if (asJson || !plain) {
    return (
      <div>
        <JsonWidget {...props} />
        {plain && <Turn onClick={() => setAsJson(false)}>{t("asRows")}</Turn>}
      </div>
    );
  }
  const rows = Object.entries(values);
  return (
    <Input.Wrapper label={label} description={description} error={own(faults)} withAsterisk={withAsterisk} labelElement="div">
      <Stack gap={6} mt={4} role="group" aria-label={label}>
        {rows.map(([name, text], place) => (
          <Group key={place} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput flex="1 1 8rem" placeholder={t("rowName")} aria-label={t("nameOf", { number: place + 1, label })} readOnly={readOnly} value={name} onChange={(event) => rename(name, event.currentTarget.value)} />
            <Textarea
              flex="2 1 10rem"
              autosize
              minRows={1}
              maxRows={4}
              placeholder={t("rowValue")}
              aria-label={t("valueOf", { number: place + 1, label })}
              readOnly={readOnly}
              value={String(text)}
              onChange={(event) => onChange({ ...values, [name]: event.currentTarget.value.replace(BREAKS, " ") })}
            />
            {!readOnly && (
              <ActionIcon variant="subtle" color="gray" aria-label={t("removeNamed", { name: name || String(place + 1) })} onClick={() => onChange(withKey(values, name, undefined))}>
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!readOnly && (
          <Group gap="xs">
            <Button size="compact-sm" variant="light" leftSection={<IconPlus size={15} />} disabled={"" in values} aria-label={t("addNamed", { name: label })} onClick={() => onChange({ ...values, "": "" })}>
              {t("add")}
            </Button>
            <Turn onClick={() => setAsJson(true)}>{t("asJson")}</Turn>
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );

  function rename(from: string, to: string): void {
    if (!(to in values)) onChange(withName(values, from, to));
  }
}

function Turn({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button size="compact-sm" variant="subtle" color="gray" onClick={onClick}>
      {children}
    </Button>
  );
}
