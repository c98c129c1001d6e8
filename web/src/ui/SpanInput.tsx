import { Group, NativeSelect, NumberInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { readSpan, SPAN_UNITS, type SpanUnit, writeSpan } from "@/ui/moments";

interface SpanInputProps {
  label: string;
  description?: ReactNode;
  error?: ReactNode;
  /** A span as the API has it, such as "P30D"; null for none. */
  value: string | null | undefined;
  onChange: (span: string | null) => void;
}

/** A length of time: a number and its unit. */
export function SpanInput({ label, description, error, value, onChange }: SpanInputProps) {
  const { t } = useTranslation("progress");
  const { amount, unit } = readSpan(value) ?? { amount: "" as const, unit: "days" as const };
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        label={label}
        description={description}
        error={error}
        min={1}
        max={100_000}
        allowDecimal={false}
        allowNegative={false}
        className="lg-grow"
        value={amount}
        onChange={(next) => onChange(typeof next === "number" && next > 0 ? writeSpan(next, unit) : null)}
      />
      <NativeSelect
        aria-label={`${label}: ${t("unit")}`}
        value={unit}
        onChange={(event) => onChange(amount === "" ? null : writeSpan(amount, event.currentTarget.value as SpanUnit))}
        data={Object.keys(SPAN_UNITS).map((name) => ({ value: name, label: t(`units.${name}`) }))}
      />
    </Group>
  );
}
