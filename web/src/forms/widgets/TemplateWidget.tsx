import { Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Shape } from "@/forms/shape";
import { inputOf, useTyped, type WidgetProps } from "@/forms/widget";

const asIs = (value: unknown) => (typeof value === "string" ? value : "");

/** Text in which inserts such as {{ client.firstname }} may stand. */
export function isTemplate(shape: Shape, name: string): boolean {
  return shape.kind === "text" && (/\binserts?\b/i.test(shape.schema.description ?? "") || ["html", "subject"].includes(name));
}

export function TemplateWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { text, type } = useTyped(props, asIs, (typed) => typed);
  const input = inputOf(props);
  const long = ["html", "text", "body"].includes(props.name);
  return (
    <Textarea
      {...input}
      value={text}
      autosize
      minRows={long ? 4 : 1}
      maxRows={18}
      spellCheck={false}
      placeholder={props.shape.nullable ? t("unset") : undefined}
      classNames={{ input: "lg-mono" }}
      error={input.error ?? (isClosed(text) ? undefined : t("notClosed"))}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

/** Whether every insert that is begun is ended. */
function isClosed(text: string): boolean {
  const count = (sign: string) => text.split(sign).length;
  return count("{{") === count("}}") && count("{%") === count("%}");
}
