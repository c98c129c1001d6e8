import { TextInput } from "@mantine/core";

import type { Shape } from "@/forms/shape";
import { inputOf, useTyped, type WidgetProps } from "@/forms/widget";

const asIs = (value: unknown) => (typeof value === "string" ? value : "");

/** A time of day. */
export function isClock(shape: Shape, name: string): boolean {
  return shape.kind === "time" || (shape.kind === "text" && name === "time_of_day");
}

/** A date, or a time of day, by the browser's own picker. */
export function ClockWidget(props: WidgetProps) {
  const { text, type } = useTyped(props, asIs, (typed) => typed);
  return <TextInput {...inputOf(props)} type={props.shape.kind === "date" ? "date" : "time"} value={text} onChange={(event) => type(event.currentTarget.value)} />;
}
