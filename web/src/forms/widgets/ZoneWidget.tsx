import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { emptied, exampleOf, inputOf, type WidgetProps } from "@/forms/widget";

const ZONES = Intl.supportedValuesOf("timeZone");

/** A time zone by its IANA name. */
export function ZoneWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { value, onChange, shape, required } = props;
  const zone = typeof value === "string" ? value : null;
  return (
    <Select
      {...inputOf(props)}
      searchable
      limit={60}
      data={[...new Set([...(zone ? [zone] : []), "UTC", ...ZONES])]}
      value={zone}
      placeholder={shape.nullable ? t("ofWorkspace") : exampleOf(shape)}
      nothingFoundMessage={t("nothing")}
      clearable={!required}
      clearButtonProps={{ "aria-label": t("clear", { label: props.label }) }}
      onChange={(next) => onChange(next ?? emptied(props))}
    />
  );
}
