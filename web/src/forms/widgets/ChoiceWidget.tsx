import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { emptied, inputOf, useNames, type WidgetProps } from "@/forms/widget";

/** One of a few words. */
export function ChoiceWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const names = useNames();
  const { shape, value, onChange, required } = props;
  const known = (shape.schema.enum ?? []).map(String);
  const other = typeof value === "string" && !known.includes(value) ? [value] : [];
  return (
    <Select
      {...inputOf(props)}
      data={[...known, ...other].map((word) => ({ value: word, label: names.choice(word) }))}
      value={typeof value === "string" ? value : null}
      placeholder={typeof shape.schema.default === "string" ? names.choice(shape.schema.default) : t("choose")}
      allowDeselect={false}
      clearable={!required && (shape.nullable || (value !== undefined && "default" in shape.schema && value !== shape.schema.default))}
      clearButtonProps={{ "aria-label": t("clear", { label: props.label }) }}
      searchable={known.length > 12}
      onChange={(word) => onChange(word ?? (shape.nullable ? null : (shape.schema.default ?? emptied(props))))}
    />
  );
}
