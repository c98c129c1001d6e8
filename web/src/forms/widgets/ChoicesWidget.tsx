import { Chip, Group, Input } from "@mantine/core";

import { inputOf, useNames, type WidgetProps } from "@/forms/widget";

/** Some of a few words, in the order the schema has them once they are changed. */
export function ChoicesWidget(props: WidgetProps) {
  const names = useNames();
  const { shape, value, onChange, readOnly } = props;
  const known = (shape.schema.items?.enum ?? []).map(String);
  const chosen = Array.isArray(value) ? (value as unknown[]).map(String) : [];
  const { label, description, error, withAsterisk } = inputOf(props);
  return (
    <Input.Wrapper label={label} description={description} error={error} withAsterisk={withAsterisk} labelElement="div">
      <Group gap={6} mt={6} role="group" aria-label={label}>
        {known.map((word) => (
          <Chip
            key={word}
            size="sm"
            disabled={readOnly}
            checked={chosen.includes(word)}
            onChange={(on) => onChange(known.filter((each) => (each === word ? on : chosen.includes(each))))}
          >
            {names.choice(word)}
          </Chip>
        ))}
      </Group>
    </Input.Wrapper>
  );
}
