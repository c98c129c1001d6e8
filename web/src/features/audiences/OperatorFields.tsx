import { Autocomplete, Group, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { FIELDS, GROUPS, type Operator, type OperatorName, otherOperator } from "@/features/audiences/operators";

interface OperatorFieldsProps {
  test: Operator;
  onChange: (test: Operator) => void;
  /** Values that are found here, for suggestions. */
  examples?: string[];
}

/** Which test, and what its value is compared with. */
export function OperatorFields({ test, onChange, examples = [] }: OperatorFieldsProps) {
  const { t } = useTranslation("audiences");
  return (
    <>
      <Select
        aria-label={t("fields.operator")}
        allowDeselect={false}
        searchable
        w={{ base: "100%", xs: 210 }}
        comboboxProps={{ width: 280, position: "bottom-start" }}
        maxDropdownHeight={320}
        value={test.operator}
        onChange={(name) => name && onChange(otherOperator(test, name as OperatorName))}
        data={GROUPS.map((group) => ({
          group: t(`operatorGroups.${group.name}`),
          items: group.operators.map((value) => ({ value, label: t(`operators.${value}`) })),
        }))}
      />
      <Values test={test} onChange={onChange} examples={examples} />
    </>
  );
}

function Values({ test, onChange, examples }: Required<OperatorFieldsProps>) {
  const { t } = useTranslation("audiences");
  const fields = test as unknown as Record<string, unknown>;
  const put = (patch: Record<string, unknown>) => onChange({ ...test, ...patch } as Operator);
  const number = (name: string) => (
    <NumberInput
      aria-label={t(`fields.${name}`)}
      w={{ base: "100%", xs: 120 }}
      value={typeof fields[name] === "number" ? fields[name] : ""}
      onChange={(value) => put({ [name]: typeof value === "number" ? value : value === "" ? "" : Number(value) })}
      error={fields[name] === ""}
    />
  );
  switch (FIELDS[test.operator]) {
    case "none":
      return null;
    case "text":
      return (
        <Autocomplete
          aria-label={t("fields.value")}
          placeholder={test.operator === "string_like" ? "SPRING*" : t("fields.value")}
          className="lg-grow"
          data={examples}
          value={String(fields.value ?? "")}
          onChange={(value) => put({ value })}
        />
      );
    case "texts":
      return (
        <TagsInput
          aria-label={t("fields.values")}
          placeholder={(fields.values as string[]).length === 0 ? t("fields.values") : ""}
          className="lg-grow"
          data={examples}
          splitChars={[",", ";", "\n"]}
          value={fields.values as string[]}
          onChange={(values) => put({ values })}
        />
      );
    case "number":
      return number("value");
    case "numbers":
      return (
        <Group gap="xs" wrap="nowrap">
          {number("minimum")}
          <span>–</span>
          {number("maximum")}
        </Group>
      );
    case "date":
      return <DateField name="value" fields={fields} put={put} />;
    case "dates":
      return (
        <Group gap="xs" wrap="nowrap">
          <DateField name="start" fields={fields} put={put} />
          <span>–</span>
          <DateField name="end" fields={fields} put={put} />
        </Group>
      );
    case "span":
      return <Span amount={fields.amount as number} unit={fields.unit as Unit} onChange={put} />;
  }
}

/** A day; a moment that came so from elsewhere is shown as it is written. */
function DateField({ name, fields, put }: { name: string; fields: Record<string, unknown>; put: (patch: Record<string, unknown>) => void }) {
  const { t } = useTranslation("audiences");
  const value = String(fields[name] ?? "");
  return (
    <TextInput
      aria-label={t(`fields.${name}`)}
      type={value.includes("T") ? "text" : "date"}
      value={value}
      onChange={(event) => put({ [name]: event.currentTarget.value })}
    />
  );
}

type Unit = "days" | "hours";

/** So many days or hours. */
export function Span({ amount, unit, onChange }: { amount: number; unit: Unit; onChange: (patch: { amount?: number; unit?: Unit }) => void }) {
  const { t } = useTranslation("audiences");
  return (
    <Group gap="xs" wrap="nowrap">
      <NumberInput
        aria-label={t("fields.amount")}
        w={90}
        min={1}
        max={36_500}
        allowDecimal={false}
        value={amount}
        onChange={(value) => typeof value === "number" && onChange({ amount: value })}
      />
      <Select
        aria-label={t("fields.unit")}
        w={110}
        allowDeselect={false}
        value={unit}
        onChange={(value) => value && onChange({ unit: value as Unit })}
        data={(["days", "hours"] as const).map((value) => ({ value, label: t(`units.${value}`) }))}
      />
    </Group>
  );
}
