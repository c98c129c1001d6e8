import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { PlacedFault } from "@/forms/faults";
import { own } from "@/forms/faults";
import type { JsonSchema } from "@/forms/schema";
import type { Shape } from "@/forms/shape";
import { same } from "@/forms/values";
import { worded } from "@/forms/words";

/** What every widget is given. `onChange(undefined)` takes the setting away. */
export interface WidgetProps {
  name: string;
  label: string;
  help: string | undefined;
  shape: Shape;
  value: unknown;
  onChange: (value: unknown) => void;
  faults: readonly PlacedFault[];
  required: boolean;
  readOnly: boolean;
  definitions: Record<string, JsonSchema>;
}

/** What a setting becomes when its field is emptied. */
export function emptied({ shape, required }: WidgetProps): unknown {
  if (shape.nullable) return null;
  return required && shape.kind === "text" && !shape.schema.minLength ? "" : undefined;
}

/** What every input of the kit takes of a setting. */
export function inputOf(props: WidgetProps) {
  return {
    label: props.label,
    description: props.help,
    withAsterisk: props.required,
    error: own(props.faults),
    readOnly: props.readOnly,
  };
}

/**
 * A field that is typed: keeps the text as it was typed while the value is the one it stands for.
 * Text that cannot be read is handed on as it is, so that the server says what is wrong; nothing is lost silently.
 */
export function useTyped(props: WidgetProps, show: (value: unknown) => string, read: (text: string) => unknown) {
  const { value, onChange } = props;
  const [draft, setDraft] = useState<{ text: string; value: unknown }>();
  const [began] = useState({ text: show(value), value });
  const text = draft !== undefined && same(draft.value, value) ? draft.text : show(value) || (typeof value === "string" ? value : "");
  const type = (typed: string) => {
    // What is put back as it was is what it was: nothing where nothing stood, a number where a number stood.
    const next = typed === began.text ? began.value : typed === "" ? emptied(props) : (read(typed) ?? typed);
    setDraft({ text: typed, value: next });
    onChange(next);
  };
  return { text, type, isRead: text === "" || read(text) !== undefined };
}

/** Names of settings and their values in the reader's language. */
export function useNames() {
  const { t, i18n } = useTranslation("forms");
  const said = (key: string, other: string) => (i18n.exists(`forms:${key}`) ? t(key) : other);
  return {
    field: (name: string, title?: string) => said(`fields.${name}`, worded(title ?? name)),
    choice: (value: unknown) => said(`values.${String(value)}`, worded(String(value))),
    variant: (tag: string, title?: string) => said(`titles.${tag}`, title ?? worded(tag)),
  };
}

/** An example to show in an empty field. */
export function exampleOf({ schema }: Shape): string | undefined {
  const [example] = schema.examples ?? [];
  return typeof example === "string" || typeof example === "number" ? String(example) : undefined;
}
