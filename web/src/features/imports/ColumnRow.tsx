import { Badge, Group, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { CellType, Preview } from "@/features/imports/imports";
import { isFree, type Mapping } from "@/features/imports/mapping";
import { useMeanings } from "@/features/imports/meanings";
import type { Wizard } from "@/features/imports/useWizard";
import { count } from "@/ui/format";

interface ColumnRowProps {
  at: number;
  wizard: Wizard;
  found: Preview;
  mapping: Mapping;
  checked: Preview["columns"][number] | undefined;
}

const SHOWN_VALUES = 3;
const TYPES: CellType[] = ["text", "number", "boolean", "json"];

/** A column of the file: its first values, what it goes to, and what is wrong with it. */
export function ColumnRow({ at, wizard, found, mapping, checked }: ColumnRowProps) {
  const { t } = useTranslation("imports");
  const name = found.columns[at]?.column ?? "";
  const label = mapping.labels[at] ?? null;
  const shown = name || t("cut.nameless");
  const values = found.rows.slice(0, SHOWN_VALUES).map((row) => row[at] ?? "");
  const change = (next: string | null) => wizard.map({ ...mapping, labels: mapping.labels.map((old, index) => (index === at ? next : old)) });
  return (
    <Table.Tr>
      <Table.Td data-label={t("map.column")}>
        <Text fz="sm" fw={650} className="lg-words">
          {shown}
        </Text>
      </Table.Td>
      <Table.Td data-label={t("map.values")}>
        <Text fz="xs" className="lg-mono lg-values" c="dimmed" title={values.join(" · ")}>
          {values.map((value) => value || "–").join(" · ")}
        </Text>
      </Table.Td>
      <Table.Td data-label={t("map.goesTo")}>
        <Stack gap={6}>
          <MeaningSelect label={label} column={name} offered={found.meanings} title={t("map.goesToOf", { column: shown })} change={change} wizard={wizard} />
          {wizard.target.what !== "promotions" && wizard.target.what !== "codes" && isFree(label) && (
            <Select
              size="xs"
              aria-label={t("map.typeOf", { column: shown })}
              allowDeselect={false}
              value={mapping.types[name] ?? "text"}
              onChange={(type) => wizard.map({ ...mapping, types: { ...mapping.types, [name]: (type ?? "text") as CellType } })}
              data={TYPES.map((value) => ({ value, label: t(`map.types.${value}`) }))}
            />
          )}
        </Stack>
      </Table.Td>
      <Table.Td data-label={t("map.check")}>
        <Found label={label} checked={checked} />
      </Table.Td>
    </Table.Tr>
  );
}

interface MeaningSelectProps {
  label: string | null;
  column: string;
  offered: Preview["meanings"];
  title: string;
  change: (label: string | null) => void;
  wizard: Wizard;
}

function MeaningSelect({ label, column, offered, title, change, wizard }: MeaningSelectProps) {
  const { t } = useTranslation("imports");
  const meanings = useMeanings(wizard.target.what, offered);
  const fixed = label === null || offered.some(({ meaning }) => meaning === label);
  const star = fixed ? undefined : offered.find(({ meaning }) => meaning.endsWith(".*") && label.startsWith(meaning.slice(0, -1)))?.meaning;
  const stem = star?.slice(0, -1) ?? "";
  const choose = (value: string | null) => {
    if (!value || value === IGNORED) change(null);
    else change(value.endsWith(".*") ? value.slice(0, -1) + (column.trim().replace(/^(attributes|params|details)\./, "") || "name") : value);
  };
  const odd = !fixed && !star && label ? [{ value: label, label }] : [];
  return (
    <>
      <Select
        size="sm"
        aria-label={title}
        searchable
        allowDeselect={false}
        value={label === null ? IGNORED : (star ?? label)}
        onChange={choose}
        nothingFoundMessage={t("map.noMeaning")}
        maxDropdownHeight={320}
        data={[{ value: IGNORED, label: t("map.ignore") }, ...odd, ...meanings.map(({ value, label: shown }) => ({ value, label: shown }))]}
        renderOption={({ option }) => (
          <Stack gap={0}>
            <Text fz="sm">{option.label}</Text>
            <Text fz="xs" c="dimmed">
              {meanings.find(({ value }) => value === option.value)?.help ?? ""}
            </Text>
          </Stack>
        )}
      />
      {star && (
        <TextInput
          size="xs"
          aria-label={t("map.nameOf", { column })}
          maxLength={128}
          value={label?.slice(stem.length) ?? ""}
          onChange={(event) => change(stem + event.currentTarget.value)}
        />
      )}
    </>
  );
}

const IGNORED = "-";

/** In a word and a colour: how the column fared in the sample. */
function Found({ label, checked }: { label: string | null; checked: ColumnRowProps["checked"] }) {
  const { t } = useTranslation("imports");
  if (label === null) return <Mark color="gray">{t("map.ignored")}</Mark>;
  if (!checked) return null;
  const repeated = label === "code" ? checked.filled - checked.distinct : 0;
  return (
    <Group gap={4} className="lg-marks">
      {checked.problems > 0 && <Mark color="red">{t("map.wrong", { count: checked.problems, shown: count(checked.problems) })}</Mark>}
      {repeated > 0 && <Mark color="orange">{t("map.twice", { count: repeated, shown: count(repeated) })}</Mark>}
      {checked.problems + repeated === 0 && (
        <Mark color={checked.filled > 0 ? "teal" : "gray"}>
          {checked.filled > 0 ? t("map.good", { count: checked.filled, shown: count(checked.filled) }) : t("map.empty")}
        </Mark>
      )}
    </Group>
  );
}

const Mark = ({ color, children }: { color: string; children: string }) => (
  <Badge color={color} variant="light" tt="none" fw={650}>
    {children}
  </Badge>
);
