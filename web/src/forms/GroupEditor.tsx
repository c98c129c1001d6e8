import { Button, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import "@/forms/forms.css";
import { catalogQuery } from "@/forms/catalog";
import type { PlacedFault } from "@/forms/faults";
import { fresh } from "@/forms/fresh";
import { GroupBox } from "@/forms/groups/GroupBox";
import { RuleRow } from "@/forms/groups/RuleRow";
import { addedTo, modeOf, namesOf, type Path } from "@/forms/groups/tree";
import type { JsonSchema, Variant } from "@/forms/schema";
import { VariantPicker } from "@/forms/VariantPicker";
import { worded } from "@/forms/words";

export interface Member {
  tag: string;
  schema: JsonSchema;
}

interface GroupEditorProps {
  /** The members of the union: the rules there are, among them `all`, `any` and `not`. */
  members: readonly Member[];
  definitions: Record<string, JsonSchema>;
  /** The tree; null where there is no rule. */
  value: unknown;
  onChange: (value: unknown) => void;
  faults: readonly PlacedFault[];
  readOnly?: boolean;
  /** What is said where there is no rule. */
  none?: string;
}

/** Rules as nested groups of all, any and none that read as sentences. */
export function GroupEditor(props: GroupEditorProps) {
  const { members, definitions, value, onChange, faults, readOnly = false, none } = props;
  const { t } = useTranslation("forms");
  const { data: catalog } = useQuery(catalogQuery);
  const [adding, setAdding] = useState<Path>();
  const [opened, setOpened] = useState<string>();
  const names = useMemo(() => namesOf(members), [members]);
  const variants = useMemo(() => byTag(members, Object.values(catalog?.families ?? {}).flat()), [members, catalog]);
  const absent = value === null || value === undefined;
  const given = { root: value, members, variants, definitions, names, faults, readOnly, onChange, onAdd: setAdding, opened, onOpen: setOpened };
  const add = (type: string) => {
    const schema = members.find(({ tag }) => tag === type)?.schema;
    const path = adding ?? [];
    setAdding(undefined);
    if (!schema) return;
    const next = addedTo(value, path, fresh(schema, definitions), names);
    onChange(next);
    setOpened(placeOfLast(next, path));
  };
  return (
    <Stack gap="xs">
      {absent ? (
        <Text fz="sm" c="dimmed">{none ?? t("noRules")}</Text>
      ) : modeOf(value, names) ? (
        <GroupBox node={value} path={[]} {...given} />
      ) : (
        <RuleRow node={value} path={[]} {...given} />
      )}
      {!readOnly && (absent || modeOf(value, names) === undefined) && (
        <Button variant="light" size="xs" w="fit-content" leftSection={<IconPlus size={15} />} onClick={() => setAdding([])}>
          {t("addRule")}
        </Button>
      )}
      <VariantPicker title={t("addRule")} opened={adding !== undefined} onClose={() => setAdding(undefined)} choices={members.filter(({ tag }) => !["all", "any", "not"].includes(tag)).map((member) => choiceOf(member, variants))} onPick={add} />
    </Stack>
  );

  function placeOfLast(next: unknown, path: Path): string {
    if (modeOf(next, names) === undefined) return "";
    const group = path.reduce<unknown>((node, place) => childrenIn(node)[place], next);
    return [...path, childrenIn(group).length - 1].join("/");
  }

  function childrenIn(node: unknown): unknown[] {
    const inner = (node as Record<string, unknown> | undefined)?.[names.one] ?? node;
    const found = (inner as Record<string, unknown> | undefined)?.[names.many];
    return Array.isArray(found) ? (found as unknown[]) : [];
  }
}

function choiceOf({ tag, schema }: Member, variants: ReadonlyMap<string, Variant>) {
  const variant = variants.get(tag);
  return { type: tag, title: variant?.title ?? worded(tag), group: variant?.group ?? null, help: variant?.help ?? schema.description ?? "", schema };
}

/** What the catalogue says of each member; families may call different things by the same type. */
function byTag(members: readonly Member[], variants: readonly Variant[]): Map<string, Variant> {
  const found = new Map<string, Variant>();
  for (const { tag, schema } of members) {
    const variant = variants.find((each) => each.type === tag && each.schema.title === schema.title && each.schema.description === schema.description);
    if (variant) found.set(tag, variant);
  }
  return found;
}
