import { Group, Input, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ISO_DURATION, readDuration, showDuration, type Unit, UNITS } from "@/forms/texts";
import { emptied, inputOf, useNames, type WidgetProps } from "@/forms/widget";

/** How long: a number and a unit. Durations of several units are typed as ISO 8601 has them; no field changes while one types. */
export function DurationWidget(props: WidgetProps) {
  const { value, onChange } = props;
  const [several] = useState(typeof value === "string" && showDuration(value) === undefined && ISO_DURATION.test(value));
  if (several) {
    return <TextInput {...inputOf(props)} value={typeof value === "string" ? value : ""} onChange={(event) => onChange(event.currentTarget.value || emptied(props))} />;
  }
  return <CountAndUnit {...props} />;
}

function CountAndUnit(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const names = useNames();
  const { value, onChange, readOnly } = props;
  const shown = showDuration(value);
  const [unit, setUnit] = useState<Unit>(shown?.unit ?? "days");
  const { label, description, error, withAsterisk } = inputOf(props);
  const written = typeof value === "string" && value !== "" ? value : undefined;
  const current = shown?.unit ?? unit;
  const change = (count: string, next: Unit) => {
    setUnit(next);
    onChange(count === "" ? emptied(props) : (readDuration(count, next) ?? count));
  };
  const count = shown?.count ?? written ?? "";
  const fault = error ?? (written !== undefined && shown === undefined && !ISO_DURATION.test(written) ? t("notWhole") : undefined);
  return (
    <Input.Wrapper label={label} description={description} error={fault} withAsterisk={withAsterisk} labelElement="div">
      <Group gap="xs" wrap="nowrap" mt={4}>
        <TextInput
          flex="1 1 5rem"
          inputMode="numeric"
          aria-label={t("count", { label })}
          placeholder={t("unset")}
          readOnly={readOnly}
          value={count}
          onChange={(event) => change(event.currentTarget.value, current)}
        />
        <Select
          flex="1 1 7rem"
          aria-label={t("unit", { label })}
          readOnly={readOnly}
          allowDeselect={false}
          data={UNITS.map((name) => ({ value: name, label: names.choice(name) }))}
          value={current}
          onChange={(next) => next && change(count, next as Unit)}
        />
      </Group>
    </Input.Wrapper>
  );
}
