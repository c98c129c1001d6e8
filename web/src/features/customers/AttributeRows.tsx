import { ActionIcon, Button, Fieldset, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { type Kind, newRow, type Row, valueOf } from "@/features/customers/attributes";

const KINDS: Kind[] = ["text", "number", "yesno", "json"];

/** Free properties: a name, what kind of value, the value. */
export function AttributeRows({ rows, onChange, error }: { rows: Row[]; onChange: (rows: Row[]) => void; error?: string | undefined }) {
  const { t } = useTranslation("customers");
  const change = (key: number, patch: Partial<Row>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  return (
    <Fieldset legend={t("form.attributes")}>
      <Stack gap="xs">
        {rows.map((row) => (
          <Group key={row.key} gap="xs" align="flex-start" wrap="nowrap">
            <TextInput
              aria-label={t("form.attributeName")}
              placeholder={t("form.attributeName")}
              value={row.name}
              maxLength={128}
              className="lg-grow"
              onChange={(event) => change(row.key, { name: event.currentTarget.value })}
            />
            <Select
              aria-label={t("form.attributeKind", { name: row.name })}
              w={112}
              value={row.kind}
              allowDeselect={false}
              onChange={(kind) => kind && change(row.key, { kind: kind as Kind, text: kind === "yesno" ? "true" : row.text })}
              data={KINDS.map((value) => ({ value, label: t(`form.kinds.${value}`) }))}
            />
            <Value row={row} change={(text) => change(row.key, { text })} />
            <ActionIcon
              variant="subtle"
              color="red"
              size={36}
              aria-label={t("form.removeAttribute", { name: row.name })}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        ))}
        {error && (
          <Text c="var(--mantine-color-error)" fz="sm">
            {error}
          </Text>
        )}
        <div>
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => onChange([...rows, newRow()])}>
            {t("form.addAttribute")}
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}

function Value({ row, change }: { row: Row; change: (text: string) => void }) {
  const { t } = useTranslation("customers");
  const label = t("form.attributeValue", { name: row.name });
  if (row.kind === "yesno") {
    return (
      <Select
        aria-label={label}
        className="lg-grow"
        allowDeselect={false}
        value={row.text === "true" ? "true" : "false"}
        onChange={(text) => change(text ?? "false")}
        data={[
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ]}
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      className="lg-grow"
      value={row.text}
      error={valueOf(row) === undefined && t(`form.notA.${row.kind}`)}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
