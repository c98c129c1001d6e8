import { ActionIcon, Badge } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useDescribe } from "@/forms/describe";
import { within } from "@/forms/faults";
import type { TreeProps } from "@/forms/groups/GroupBox";
import { RuleMenu } from "@/forms/groups/RuleMenu";
import { leafOf, pointerOf, removedAt, replacedAt, withLeaf } from "@/forms/groups/tree";
import { plain } from "@/forms/sentence";
import { isObject } from "@/forms/values";
import { VariantRow } from "@/forms/VariantRow";

/** A rule of a tree. */
export function RuleRow(props: TreeProps) {
  const { t } = useTranslation("forms");
  const { root, node, path, names, members, variants, definitions, faults, readOnly, onChange, opened, onOpen } = props;
  const { sentence } = useDescribe(definitions, node);
  const { leaf, negated } = leafOf(node, names);
  const tag = isObject(leaf) ? String(leaf.type) : "";
  const member = members.find((each) => each.tag === tag);
  const variant = variants.get(tag);
  const parts = sentence(leaf, member?.schema ?? {}, variant, tag);
  const pointer = pointerOf(root, path, names) + (negated ? `/${names.one}` : "");
  const key = path.join("/");
  const label = plain(parts);
  return (
    <VariantRow
      parts={parts}
      mark={negated && <Badge size="sm" color="red" variant="light" mr={6} tt="none">{t("not")}</Badge>}
      actions={
        !readOnly && (
          <>
            <RuleMenu {...props} label={label} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("removeNamed", { name: label })}
              onClick={() => {
                onOpen(undefined);
                onChange(removedAt(root, path, names));
              }}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </>
        )
      }
      open={opened === key}
      onOpen={() => onOpen(opened === key ? undefined : key)}
      help={variant?.help}
      schema={member?.schema}
      definitions={definitions}
      value={leaf}
      onChange={(next) => onChange(replacedAt(root, path, withLeaf(node, next, names), names))}
      faults={pointer === "" ? [...faults] : within(faults, pointer.slice(1))}
      readOnly={readOnly}
    />
  );
}
