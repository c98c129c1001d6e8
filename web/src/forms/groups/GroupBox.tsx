import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import { own, type PlacedFault, within } from "@/forms/faults";
import type { Member } from "@/forms/GroupEditor";
import { RuleMenu } from "@/forms/groups/RuleMenu";
import { RuleRow } from "@/forms/groups/RuleRow";
import { childrenOf, type Mode, modeOf, type Names, type Path, pointerOf, replacedAt, withMode } from "@/forms/groups/tree";
import type { JsonSchema, Variant } from "@/forms/schema";

/** What every part of the tree is given. */
export interface TreeProps {
  root: unknown;
  node: unknown;
  path: Path;
  members: readonly Member[];
  variants: ReadonlyMap<string, Variant>;
  definitions: Record<string, JsonSchema>;
  names: Names;
  faults: readonly PlacedFault[];
  readOnly: boolean;
  onChange: (root: unknown) => void;
  onAdd: (path: Path) => void;
  opened: string | undefined;
  onOpen: (key: string | undefined) => void;
}

const MODES: Mode[] = ["all", "any", "none", "notall"];

/** A group: how many of its rules must hold, and the rules with AND or OR between them. */
export function GroupBox(props: TreeProps) {
  const { t } = useTranslation("forms");
  const { node, path, names, readOnly, root, onChange, onAdd, faults } = props;
  const mode = modeOf(node, names) ?? "all";
  const children = childrenOf(node, names);
  const fault = own(within(faults, pointerOf(root, path, names).slice(1)));
  return (
    <div className={`lg-rules lg-rules-${mode}`} role="group" aria-label={t(`modes.${mode}`)}>
      <Stack gap={6}>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          {readOnly ? (
            <Text fz="sm" fw={650}>{t(`modes.${mode}`)}</Text>
          ) : (
            <Select
              size="xs"
              w={230}
              aria-label={t("howMany")}
              allowDeselect={false}
              data={MODES.filter((each) => each !== "notall" || mode === "notall").map((each) => ({ value: each, label: t(`modes.${each}`) }))}
              value={mode}
              onChange={(next) => next && onChange(replacedAt(root, path, withMode(node, next as Mode, names), names))}
            />
          )}
          {!readOnly && path.length > 0 && <RuleMenu {...props} label={t(`modes.${mode}`)} isGroup />}
        </Group>
        {fault !== undefined && <Text fz="xs" c="red">{fault}</Text>}
        {children.map((child, place) => (
          <Fragment key={place}>
            {place > 0 && <div className="lg-link-word">{t(`links.${mode}`)}</div>}
            {modeOf(child, names) ? <GroupBox {...props} node={child} path={[...path, place]} /> : <RuleRow {...props} node={child} path={[...path, place]} />}
          </Fragment>
        ))}
        {!readOnly && (
          <Button variant="subtle" size="compact-sm" w="fit-content" leftSection={<IconPlus size={15} />} onClick={() => onAdd(path)}>
            {t(path.length ? "addHere" : "addRule")}
          </Button>
        )}
      </Stack>
    </div>
  );
}
