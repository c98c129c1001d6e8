import { Card, Group, Switch, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useFraudWords } from "@/features/fraud/words";
import { type PlacedFault, placed, within } from "@/forms/faults";
import { Field } from "@/forms/Field";
import "@/forms/forms.css";
import { resolved } from "@/forms/resolve";
import type { JsonSchema, Variant } from "@/forms/schema";
import { isObject, withKey } from "@/forms/values";

interface SignalCardProps {
  variant: Variant;
  definitions: Record<string, JsonSchema>;
  /** Nothing while it is off. */
  value: unknown;
  faults: readonly PlacedFault[];
  readOnly: boolean;
  onTurn: (on: boolean) => void;
  onChange: (value: unknown) => void;
}

/** A signal: what it looks for, whether it does, and its settings as its schema has them. */
export function SignalCard({ variant, definitions, value, faults, readOnly, onTurn, onChange }: SignalCardProps) {
  const { t } = useTranslation("fraud");
  const words = useFraudWords();
  const { type, title, help } = variant;
  const { properties = {} } = resolved(variant.schema, definitions);
  // What is counted first, what it weighs last.
  const names = Object.keys(properties).filter((name) => name !== "type").sort((a, b) => Number(a === "points") - Number(b === "points"));
  const here = faults.map((fault) => placed(value, fault));
  const isOn = isObject(value);
  const called = words.title(type, title);
  return (
    <Card component="section" padding="lg" className={isOn ? undefined : "lg-signal-off"}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <Title order={2} fz="md" className="lg-words">
          {called}
        </Title>
        <Switch label={t(isOn ? "settings.on" : "settings.off")} labelPosition="left" aria-label={t("settings.watch", { signal: called })} checked={isOn} disabled={readOnly} onChange={(event) => onTurn(event.currentTarget.checked)} />
      </Group>
      <Text fz="sm" c="dimmed" mt={4} mb={isOn ? "sm" : 0}>
        {words.help(type, help)}
      </Text>
      {isOn && (
        <div className="lg-fields">
          {names.map((name) => {
            const schema = properties[name] ?? {};
            return (
              <div key={name} className="lg-field">
                <Field
                  name={name}
                  label={words.field(type, name)}
                  schema={{ ...schema, description: words.fieldHelp(type, name, schema.description) }}
                  definitions={definitions}
                  value={value[name] ?? schema.default}
                  onChange={(next) => onChange(withKey(value, name, next))}
                  faults={within(here, name)}
                  readOnly={readOnly}
                  owner={type}
                />
              </div>
            );
          })}
        </div>
      )}
    </Card>
  );
}
