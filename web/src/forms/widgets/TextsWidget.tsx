import { TagsInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { readNumber } from "@/forms/texts";
import { same } from "@/forms/values";
import { emptied, inputOf, type WidgetProps } from "@/forms/widget";

const MANY = 60;

/** A list of texts or whole numbers; long ones are edited as lines. */
export function TextsWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const { shape, value, onChange } = props;
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const [lines] = useState(items.length > MANY);
  const change = (texts: string[]) => {
    const next = shape.kind === "integers" ? texts.map((text) => readNumber(text, true) ?? text) : texts;
    onChange(next.length === 0 && shape.nullable ? null : next.length === 0 && value === undefined ? emptied(props) : next);
  };
  if (lines) return <Lines {...props} items={items.map(String)} change={change} />;
  const [example] = shape.schema.examples ?? [];
  const [first] = Array.isArray(example) ? (example as unknown[]) : [shape.schema.items?.examples?.[0]];
  return (
    <TagsInput
      {...inputOf(props)}
      value={items.map(String)}
      placeholder={items.length > 0 ? undefined : first === undefined ? t("typeEnter") : t("suchAs", { example: String(first) })}
      clearable={items.length > 1}
      clearButtonProps={{ "aria-label": t("clear", { label: props.label }) }}
      splitChars={[",", "\n", "\t"]}
      acceptValueOnBlur
      onChange={change}
    />
  );
}

function Lines({ items, change, ...props }: WidgetProps & { items: string[]; change: (texts: string[]) => void }) {
  const { t } = useTranslation("forms");
  const [draft, setDraft] = useState<string>();
  const told = draft?.split("\n").map((line) => line.trim()).filter(Boolean);
  const input = inputOf(props);
  return (
    <Textarea
      {...input}
      description={[input.description, t("lines", { count: items.length })].filter(Boolean).join(" ")}
      rows={8}
      value={told && same(told, items) ? draft : items.join("\n")}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        change(text.split("\n").map((line) => line.trim()).filter(Boolean));
      }}
    />
  );
}
