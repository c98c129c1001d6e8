import { Collapse, Group, List, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { PlacedFault } from "@/forms/faults";
import { useHelp } from "@/forms/help";
import { ObjectFields } from "@/forms/ObjectFields";
import type { JsonSchema } from "@/forms/schema";
import { type Part, plain } from "@/forms/sentence";
import { Sentence } from "@/forms/Sentence";
import { JsonWidget } from "@/forms/widgets/JsonWidget";

interface VariantRowProps {
  parts: readonly Part[];
  /** Before the sentence, such as "not". */
  mark?: ReactNode;
  actions?: ReactNode;
  open: boolean;
  onOpen: () => void;
  help: string | undefined;
  schema: JsonSchema | undefined;
  definitions: Record<string, JsonSchema>;
  value: unknown;
  onChange: (value: unknown) => void;
  faults: readonly PlacedFault[];
  readOnly: boolean;
  /** Beneath the settings, such as a preview. */
  below?: ReactNode;
}

/** A rule, reward or limit as a sentence; its settings open below it. */
export function VariantRow({ parts, mark, actions, open, onOpen, help, schema, below, ...given }: VariantRowProps) {
  const { t } = useTranslation("forms");
  const Sign = open ? IconChevronUp : IconChevronDown;
  const say = useHelp(given.definitions);
  const { faults } = given;
  return (
    <div className={`lg-rule ${open ? "lg-rule-open" : ""} ${faults.length ? "lg-rule-bad" : ""}`} role="group" aria-label={plain(parts)}>
      <Group gap={4} wrap="nowrap" justify="space-between">
        <UnstyledButton className="lg-sentence lg-grow lg-grab" aria-expanded={open} onClick={onOpen}>
          <Group gap="xs" wrap="nowrap">
            <Sign size={15} aria-hidden className="lg-fixed" />
            <span>
              {mark}
              <Sentence parts={parts} />
            </span>
          </Group>
        </UnstyledButton>
        {actions && (
          <Group gap={0} wrap="nowrap">
            {actions}
          </Group>
        )}
      </Group>
      {faults.length > 0 && (
        <List fz="xs" c="red" mt={2} role="alert">
          {faults.map((fault) => (
            <List.Item key={fault.pointer + fault.message}>{fault.message}</List.Item>
          ))}
        </List>
      )}
      <Collapse expanded={open}>
        {open && (
          <div className="lg-rule-settings">
            {help && (
              <Text fz="xs" c="dimmed" mb="xs">
                {say(help, schema)}
              </Text>
            )}
            {schema ? (
              <ObjectFields key={String(schema.title)} schema={schema} {...given} />
            ) : (
              <JsonWidget name="" label={t("settings")} help={undefined} shape={{ kind: "json", schema: {}, nullable: false, options: [] }} required={false} {...given} />
            )}
            {below}
          </div>
        )}
      </Collapse>
    </div>
  );
}
