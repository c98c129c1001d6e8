import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { readDecimal, readNumber, showNumber } from "@/forms/texts";
import { exampleOf, inputOf, useTyped, type WidgetProps } from "@/forms/widget";

/** A number. An empty field is "not set", never 0. */
export function NumberWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { shape, value } = props;
  const { text, type, isRead } = useTyped(props, showNumber, (typed) =>
    shape.kind === "decimal" ? readDecimal(typed, value) : readNumber(typed, shape.kind === "integer"),
  );
  const input = inputOf(props);
  const percent = /percent|share/.test(props.name);
  return (
    <TextInput
      {...input}
      inputMode={shape.kind === "integer" ? "numeric" : "decimal"}
      value={text}
      placeholder={placeholderOf(props) ?? (shape.nullable ? t(/^most|^times$|^uses|limit/.test(props.name) ? "unlimited" : "unset") : undefined)}
      error={input.error ?? (isRead ? undefined : t(shape.kind === "integer" ? "notWhole" : "notNumber"))}
      rightSection={percent ? <span aria-hidden>%</span> : undefined}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function placeholderOf({ shape }: WidgetProps): string | undefined {
  const { default: usual } = shape.schema;
  return typeof usual === "number" || typeof usual === "string" ? String(usual) : exampleOf(shape);
}
