import { memo } from "react";

import type { PlacedFault } from "@/forms/faults";
import { useHelp } from "@/forms/help";
import type { JsonSchema } from "@/forms/schema";
import { shapeOf } from "@/forms/shape";
import { useNames, type WidgetProps } from "@/forms/widget";
import { WIDGETS } from "@/forms/widgets";
import { JsonWidget } from "@/forms/widgets/JsonWidget";

interface FieldProps {
  name: string;
  schema: JsonSchema;
  definitions: Record<string, JsonSchema>;
  value: unknown;
  onChange: (value: unknown) => void;
  faults: readonly PlacedFault[];
  required?: boolean;
  readOnly?: boolean;
  /** Instead of the name of the setting. */
  label?: string;
  /** The type of the settings it is one of. */
  owner?: string | undefined;
  /** The settings it is one of. */
  beside?: JsonSchema | undefined;
}

/** One setting, by the first widget that fits it. */
export const Field = memo(function Field({ name, schema, definitions, value, onChange, faults, required = false, readOnly = false, label, owner = "", beside }: FieldProps) {
  const names = useNames();
  const help = useHelp(definitions);
  const shape = shapeOf(schema, definitions);
  const props: WidgetProps = {
    name,
    label: label ?? names.field(name, schema.title),
    help: help(schema.description ?? shape.schema.description, beside),
    shape,
    value,
    onChange,
    faults,
    required: required && !shape.nullable && shape.kind !== "switch",
    readOnly,
    definitions,
  };
  const Widget = fits(props, owner) ?? JsonWidget;
  return <Widget {...props} />;
});

function fits(props: WidgetProps, owner: string) {
  return WIDGETS.find((entry) => entry.fits(props.shape, props.name, owner) && (entry.takes?.(props.value) ?? true))?.Widget;
}
