import { ActionIcon, Badge, Button, Group, Menu, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconBracketsContain, IconCopy, IconDots, IconPlus, IconSwitchHorizontal, IconTrash, type TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import "./tree.css";

export type Joined = "all" | "any";

/** How a tree of this kind is taken apart and put together. */
export interface TreeKit<Node> {
  /** What stands in a group, and how it is joined; undefined for all else. */
  partsOf: (node: Node) => { joined: Joined; parts: readonly Node[] } | undefined;
  group: (joined: Joined, parts: Node[]) => Node;
  /** What is denied; undefined for all else. */
  deniedBy: (node: Node) => Node | undefined;
  deny: (node: Node) => Node;
  /** What may be added, and how it begins. */
  leaves: { type: string; label: string; icon: TablerIcon; fresh: () => Node }[];
  /** The fields of a single one. */
  edit: (node: Node, onChange: (node: Node) => void) => ReactNode;
  /** "All of these hold", for whom or what this is. */
  sentence: Record<Joined, string>;
  most?: number;
}

interface TreeProps<Node> {
  node: Node;
  onChange: (node: Node) => void;
  kit: TreeKit<Node>;
  readOnly?: boolean;
}

/** Nested groups of "all" and "any"; a single one at the top stays what it is until a second one comes. */
export function GroupTree<Node>({ node, onChange, kit, readOnly = false }: TreeProps<Node>) {
  const found = kit.partsOf(node);
  const parts = found?.parts ?? [node];
  const change = (joined: Joined, next: Node[]) => {
    const [only] = next;
    onChange(found === undefined && next.length === 1 && only !== undefined ? only : kit.group(joined, next));
  };
  return <Box joined={found?.joined ?? "all"} parts={parts} change={change} kit={kit} depth={0} readOnly={readOnly} />;
}

interface BoxProps<Node> {
  joined: Joined;
  parts: readonly Node[];
  change: (joined: Joined, parts: Node[]) => void;
  kit: TreeKit<Node>;
  depth: number;
  readOnly: boolean;
}

const DEEPEST = 4;

function Box<Node>({ joined, parts, change, kit, depth, readOnly }: BoxProps<Node>) {
  const { t } = useTranslation("tree");
  const put = (place: number, ...nodes: Node[]) => change(joined, parts.toSpliced(place, 1, ...nodes));
  return (
    <Stack gap="xs" className="lg-tree" data-joined={joined} role="group" aria-label={kit.sentence[joined]}>
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t("join")}
          value={joined}
          readOnly={readOnly}
          onChange={(value) => change(value as Joined, [...parts])}
          data={[
            { value: "all", label: t("all") },
            { value: "any", label: t("any") },
          ]}
        />
        <Text fz="sm" c="dimmed">
          {kit.sentence[joined]}
        </Text>
      </Group>
      {parts.map((part, place) => (
        <div key={place}>
          {place > 0 && (
            <Text fz="xs" fw={700} c="dimmed" tt="uppercase" mb={6}>
              {t(joined === "all" ? "and" : "or")}
            </Text>
          )}
          <Row node={part} put={(...nodes) => put(place, ...nodes)} kit={kit} depth={depth} joined={joined} readOnly={readOnly} />
        </div>
      ))}
      {!readOnly && <Add add={(node) => change(joined, [...parts, node])} kit={kit} depth={depth} joined={joined} />}
    </Stack>
  );
}

interface RowProps<Node> {
  node: Node;
  /** Puts these in the place of the one; none takes it away. */
  put: (...nodes: Node[]) => void;
  kit: TreeKit<Node>;
  depth: number;
  joined: Joined;
  readOnly: boolean;
}

function Row<Node>({ node, put, kit, depth, joined, readOnly }: RowProps<Node>) {
  const { t } = useTranslation("tree");
  const denied = kit.deniedBy(node);
  return (
    <div className="lg-tree-row">
      {denied !== undefined && (
        <Badge color="red" variant="light" mt={10} tt="lowercase" flex="0 0 auto">
          {t("not")}
        </Badge>
      )}
      <Inside node={denied ?? node} change={(next) => put(denied === undefined ? next : kit.deny(next))} drop={() => put()} kit={kit} depth={depth} readOnly={readOnly} />
      {!readOnly && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" mt={6} aria-label={t("more")}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconSwitchHorizontal size={16} />} onClick={() => put(denied ?? kit.deny(node))}>
              {t(denied === undefined ? "deny" : "affirm")}
            </Menu.Item>
            {depth < DEEPEST && (
              <Menu.Item leftSection={<IconBracketsContain size={16} />} onClick={() => put(kit.group(joined === "all" ? "any" : "all", [node]))}>
                {t("wrap")}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => put(node, structuredClone(node))}>
              {t("copy")}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => put()}>
              {t("remove")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

interface InsideProps<Node> {
  node: Node;
  change: (node: Node) => void;
  drop: () => void;
  kit: TreeKit<Node>;
  depth: number;
  readOnly: boolean;
}

/** A single one with its fields, a denial within a denial, or a group. */
function Inside<Node>({ node, change, drop, kit, depth, readOnly }: InsideProps<Node>) {
  const group = kit.partsOf(node);
  if (group !== undefined) {
    const put = (joined: Joined, parts: Node[]) => (parts.length === 0 ? drop() : change(kit.group(joined, parts)));
    return (
      <div className="lg-tree-inner">
        <Box joined={group.joined} parts={group.parts} change={put} kit={kit} depth={depth + 1} readOnly={readOnly} />
      </div>
    );
  }
  if (kit.deniedBy(node) !== undefined) {
    const put = (...nodes: Node[]) => (nodes[0] === undefined ? drop() : change(nodes[0]));
    return (
      <div className="lg-tree-inner">
        <Row node={node} put={put} kit={kit} depth={depth + 1} joined="all" readOnly={readOnly} />
      </div>
    );
  }
  return (
    <fieldset className="lg-tree-leaf" disabled={readOnly}>
      {kit.edit(node, change)}
    </fieldset>
  );
}

function Add<Node>({ add, kit, depth, joined }: { add: (node: Node) => void; kit: TreeKit<Node>; depth: number; joined: Joined }) {
  const { t } = useTranslation("tree");
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="xs" variant="light" leftSection={<IconPlus size={15} />} w="fit-content">
          {t("add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kit.leaves.map(({ type, label, icon: Icon, fresh }) => (
          <Menu.Item key={type} leftSection={<Icon size={16} aria-hidden />} onClick={() => add(fresh())}>
            {label}
          </Menu.Item>
        ))}
        {depth < DEEPEST && kit.leaves[0] !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconBracketsContain size={16} aria-hidden />}
              onClick={() => {
                const first = kit.leaves[0]?.fresh();
                if (first !== undefined) add(kit.group(joined === "all" ? "any" : "all", [first]));
              }}
            >
              {t(joined === "all" ? "groupAny" : "groupAll")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
