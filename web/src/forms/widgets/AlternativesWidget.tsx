import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { optionFor } from "@/forms/alternatives";
import { Field } from "@/forms/Field";
import { fresh } from "@/forms/fresh";
import { shapeOf } from "@/forms/shape";
import { same } from "@/forms/values";
import { type WidgetProps } from "@/forms/widget";

/** A setting that may be of several shapes, such as an amount or a ladder of amounts. */
export function AlternativesWidget(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const id = useId();
  const { name, label, help, shape, value, onChange, definitions, faults, readOnly, required } = props;
  const [taken, take] = useState<{ option: number; value: unknown }>();
  const place = taken && same(taken.value, value) ? taken.option : optionFor(value, shape.options, definitions);
  const option = shape.options[place] ?? {};
  const choose = (next: number) => {
    const begin = fresh(shape.options[next] ?? {}, definitions) ?? (shape.nullable ? null : undefined);
    take({ option: next, value: begin });
    onChange(begin);
  };
  return (
    <Stack gap={4} role="group" aria-labelledby={id}>
      <Text fz="sm" fw={600} id={id}>{label}{required && <Text span c="red" aria-hidden> *</Text>}</Text>
      {help !== undefined && <Text fz="xs" c="dimmed">{help}</Text>}
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={t("kindOf", { label })}
        readOnly={readOnly}
        value={String(place)}
        onChange={(next) => choose(Number(next))}
        data={shape.options.map((each, at) => ({ value: String(at), label: t(`kinds.${kindName(each)}`) }))}
      />
      <div className="lg-inner" key={place}>
        <Field
          name={name}
          label={label}
          schema={{ ...option, description: "" }}
          definitions={definitions}
          value={value === null && shape.nullable ? undefined : value}
          onChange={(next) => {
            const put = next ?? (shape.nullable ? null : undefined);
            take({ option: place, value: put });
            onChange(put);
          }}
          faults={faults}
          readOnly={readOnly}
        />
      </div>
    </Stack>
  );

  function kindName(schema: typeof option): string {
    const { kind } = shapeOf(schema, definitions);
    if ("steps" in (schema.properties ?? {})) return "steps";
    return schema.const !== undefined ? `const_${String(schema.const)}` : kind;
  }
}
