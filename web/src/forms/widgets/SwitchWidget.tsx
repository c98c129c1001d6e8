import { Select, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { inputOf, type WidgetProps } from "@/forms/widget";

/** Yes or no; where nothing may be said, a third choice. */
export function SwitchWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { shape, value, onChange, readOnly } = props;
  if (shape.nullable) {
    return (
      <Select
        {...inputOf(props)}
        data={[
          { value: "unset", label: t("unset") },
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ]}
        value={typeof value === "boolean" ? String(value) : "unset"}
        allowDeselect={false}
        onChange={(word) => onChange(word === "unset" ? null : word === "true")}
      />
    );
  }
  const { label, description, error } = inputOf(props);
  return <Switch label={label} description={description} error={error} mt={4} disabled={readOnly} checked={value === undefined ? shape.schema.default === true : value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
}
