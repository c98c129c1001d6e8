import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { namesOf, type Source } from "@/forms/things";
import { emptied, inputOf, type WidgetProps } from "@/forms/widget";

/** A thing of the workspace by its name instead of its id. */
export function PickerWidget({ source, ...props }: WidgetProps & { source: Source }) {
  const { t } = useTranslation("forms");
  const { value, onChange, shape, required } = props;
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(source.searches ? typed : "", 250);
  const { data, isPending, isError } = useQuery(namesOf(source, search));
  const input = inputOf(props);
  const many = shape.kind === "texts";
  const chosen = chosenOf(value);
  const options = (data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  for (const id of chosen) if (!options.some((option) => option.value === id)) options.push({ value: id, label: isPending ? "…" : t("unnamed", { id: id.slice(-8) }) });
  // Without the permission to list them, the id itself can still be given.
  if (isError && !many) return <TextInput {...input} value={chosen[0] ?? ""} onChange={(event) => onChange(event.currentTarget.value || emptied(props))} />;
  const common = {
    ...input,
    data: options,
    searchable: true,
    limit: 50,
    nothingFoundMessage: isPending ? t("loading") : t("nothing"),
    clearButtonProps: { "aria-label": t("clear", { label: props.label }) },
    onSearchChange: setTyped,
  };
  if (many) return <MultiSelect {...common} value={chosen} placeholder={chosen.length ? undefined : t("choose")} clearable onChange={onChange} />;
  return (
    <Select
      {...common}
      value={chosen[0] ?? null}
      placeholder={shape.nullable ? t("unset") : t("choose")}
      clearable={!required && shape.nullable}
      allowDeselect={false}
      onChange={(id) => onChange(id ?? emptied(props))}
    />
  );
}

function chosenOf(value: unknown): string[] {
  const ids: unknown[] = Array.isArray(value) ? value : [value];
  return ids.filter((id): id is string => typeof id === "string" && id !== "");
}
