import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { exampleOf, inputOf, useTyped, type WidgetProps } from "@/forms/widget";

const LONG = 300;
const asIs = (value: unknown) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/** Text, on one line or several. */
export function TextWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { shape } = props;
  const { text, type } = useTyped(props, asIs, (typed) => typed);
  const usual = shape.schema.default;
  const example = exampleOf(shape);
  const input = {
    ...inputOf(props),
    value: text,
    placeholder: (typeof usual === "string" ? usual : undefined) ?? (example === undefined ? undefined : t("suchAs", { example })) ?? (shape.nullable ? t("unset") : undefined),
  };
  const isLong = (shape.schema.maxLength ?? 0) >= LONG && !shape.schema.format && !/url|endpoint|link|image/.test(props.name);
  if (isLong) return <Textarea {...input} autosize minRows={shape.nullable ? 1 : 2} maxRows={10} onChange={(event) => type(event.currentTarget.value)} />;
  return <TextInput {...input} inputMode={shape.schema.format === "uri" ? "url" : "text"} onChange={(event) => type(event.currentTarget.value)} />;
}
