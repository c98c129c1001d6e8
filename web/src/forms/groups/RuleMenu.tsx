import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowBarUp, IconArrowDown, IconArrowUp, IconBoxMultiple, IconCopy, IconDots, IconExclamationMark, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { TreeProps } from "@/forms/groups/GroupBox";
import { at, childrenOf, grouped, insertedAt, liftedAt, negated, removedAt, replacedAt, shiftedAt } from "@/forms/groups/tree";

/** What can be done with a rule or a group, all by keyboard too. */
export function RuleMenu({ root, node, path, names, onChange, onOpen, label, isGroup = false }: TreeProps & { label: string; isGroup?: boolean }) {
  const { t } = useTranslation("forms");
  const place = path.at(-1);
  const siblings = place === undefined ? 1 : childrenOf(at(root, path.slice(0, -1), names), names).length;
  const put = (next: unknown) => {
    onOpen(undefined);
    onChange(next);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { label })}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {place !== undefined && place > 0 && <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => put(shiftedAt(root, path, -1, names))}>{t("up")}</Menu.Item>}
        {place !== undefined && place < siblings - 1 && <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={() => put(shiftedAt(root, path, 1, names))}>{t("down")}</Menu.Item>}
        {path.length > 1 && <Menu.Item leftSection={<IconArrowBarUp size={16} />} onClick={() => put(liftedAt(root, path, names))}>{t("lift")}</Menu.Item>}
        {!isGroup && <Menu.Item leftSection={<IconExclamationMark size={16} />} onClick={() => put(replacedAt(root, path, negated(node, names), names))}>{t("negate")}</Menu.Item>}
        <Menu.Item leftSection={<IconBoxMultiple size={16} />} onClick={() => put(replacedAt(root, path, grouped([node], "any", names), names))}>{t("group")}</Menu.Item>
        {place !== undefined && <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => put(insertedAt(root, [...path.slice(0, -1), place + 1], structuredClone(node), names))}>{t("copy")}</Menu.Item>}
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => put(removedAt(root, path, names))}>{t("remove")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
