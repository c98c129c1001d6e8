import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { same } from "@/forms/values";
import { emptied, inputOf, type WidgetProps } from "@/forms/widget";

/** Any value as JSON; says where it cannot be read. Nothing is handed on until it can. */
export function JsonWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { value, onChange } = props;
  const [draft, setDraft] = useState<{ text: string; value: unknown }>();
  const kept = draft !== undefined && same(draft.value, value) ? draft.text : undefined;
  const text = kept ?? (value === undefined || value === null ? "" : JSON.stringify(value, null, 2));
  const input = inputOf(props);
  const wrong = wrongIn(text);
  const change = (typed: string) => {
    const next: unknown = typed.trim() === "" ? emptied(props) : wrongIn(typed) === undefined ? JSON.parse(typed) : value;
    setDraft({ text: typed, value: next });
    if (!same(next, value)) onChange(next);
  };
  return (
    <Textarea
      {...input}
      value={text}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
      placeholder={t("json")}
      classNames={{ input: "lg-mono" }}
      error={input.error ?? (wrong === undefined ? undefined : t("notJson", { wrong }))}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function wrongIn(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
