import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useZone } from "@/forms/settings";
import type { Shape } from "@/forms/shape";
import { readMoment, showMoment } from "@/forms/texts";
import { inputOf, useTyped, type WidgetProps } from "@/forms/widget";

/** A moment, typed as the clocks of the promotion or workspace show it. */
export function MomentWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const zone = useZone();
  const { text, type } = useTyped(props, (value) => showMoment(value, zone), (typed) => readMoment(typed, zone, props.value));
  const input = inputOf(props);
  return (
    <TextInput
      {...input}
      type="datetime-local"
      step={60}
      description={[input.description, t("inZone", { zone })].filter(Boolean).join(" ")}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

/** A date and time of the wall clock whose zone is a setting of its own. */
export function isWallMoment(shape: Shape, name: string): boolean {
  return shape.kind === "text" && (name === "begin_at" || name === "end_at");
}

export function WallMomentWidget(props: WidgetProps) {
  const { text, type } = useTyped(props, (value) => (typeof value === "string" ? value : ""), (typed) => typed);
  return <TextInput {...inputOf(props)} type="datetime-local" value={text} onChange={(event) => type(event.currentTarget.value)} />;
}
