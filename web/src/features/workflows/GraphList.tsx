import { ActionIcon, Badge, Button, Card, Group, Menu, NativeSelect, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconPlus, IconSettings, IconTrash } from "@tabler/icons-react";
import { useContext } from "react";
import { useTranslation } from "react-i18next";

import { CanvasContext } from "@/canvas/context";
import { connect, disconnect, type Graph, type GraphNode, inOrder, isOptional, portsOf, removeNode, targetOf } from "@/canvas/graph";
import { lookOf } from "@/canvas/looks";
import { portWords } from "@/canvas/ports";
import { summaryOf } from "@/canvas/summary";

interface GraphListProps {
  change: (graph: Graph) => void;
  open: (id: string) => void;
}

/** The same graph as a list, for the keyboard and for screen readers: everything can be done here too. */
export function GraphList({ change, open }: GraphListProps) {
  const { t } = useTranslation("workflows");
  const { graph, variants } = useContext(CanvasContext);
  const nodes = inOrder(graph, (node) => variants.get(node.type)?.group === "trigger");
  return (
    <Stack component="ol" gap="xs" className="lg-graph-list" aria-label={t("list.label")}>
      {nodes.map((node, place) => (
        <li key={node.id}>
          <ListedNode node={node} place={place + 1} change={change} open={open} />
        </li>
      ))}
    </Stack>
  );
}

function ListedNode({ node, place, change, open }: GraphListProps & { node: GraphNode; place: number }) {
  const { t } = useTranslation(["workflows", "forms"]);
  const { graph, variants, problems, counts, readOnly, addAfter, showJourneys } = useContext(CanvasContext);
  const variant = variants.get(node.type);
  const { icon: Icon, color } = lookOf(node.type, variant?.group);
  const wrong = problems.get(node.id) ?? [];
  const ports = portsOf(node);
  const counted = counts?.get(node.id);
  const targets = graph.nodes.filter((other) => other.id !== node.id && variants.get(other.type)?.group !== "trigger");
  return (
    <Card p="sm" data-node={node.id}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="sm" wrap="nowrap" align="flex-start" miw={0}>
          <ThemeIcon variant="light" color={color} size={30}>
            <Icon size={18} aria-hidden />
          </ThemeIcon>
          <div className="lg-step-head">
            <Text fz="sm" fw={650} className="lg-words">
              {place}. {node.title}
            </Text>
            <Text fz="xs" c="dimmed" className="lg-words">
              {[variant && t(`nodes.${node.type}.title`, { defaultValue: variant.title }), summaryOf(node, t)].filter(Boolean).join(" · ")}
            </Text>
            {wrong.map((problem) => (
              <Text key={problem.code + problem.message} fz="xs" c="var(--mantine-color-error)" className="lg-words">
                <IconAlertTriangle size={12} aria-hidden /> {problem.message}
              </Text>
            ))}
          </div>
        </Group>
        <Group gap={4} wrap="nowrap">
          <ActionIcon variant="default" size={34} aria-label={t("list.settings", { node: node.title })} onClick={() => open(node.id)}>
            <IconSettings size={17} />
          </ActionIcon>
          {!readOnly && (
            <>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon variant="default" size={34} aria-label={t("list.addAfter", { node: node.title })} disabled={ports.length === 0}>
                    <IconPlus size={17} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {ports.map((port) => (
                    <Menu.Item key={port} onClick={() => addAfter(node.id, port)}>
                      {t("addAfter", { node: node.title, port: portWords(port, t) })}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
              <ActionIcon variant="default" size={34} color="red" aria-label={t("list.remove", { node: node.title })} onClick={() => change(removeNode(graph, node.id))}>
                <IconTrash size={17} />
              </ActionIcon>
            </>
          )}
        </Group>
      </Group>
      <Group gap="sm" mt={ports.length ? "xs" : 0}>
        {ports.map((port) => (
          <NativeSelect
            key={port}
            size="xs"
            label={t(ports.length > 1 ? "list.leads" : "list.next", { port: portWords(port, t) })}
            disabled={readOnly}
            value={targetOf(graph, node.id, port) ?? ""}
            onChange={(event) => {
              const to = event.currentTarget.value;
              change(to ? connect(graph, node.id, port, to) : disconnect(graph, node.id, port));
            }}
            data={[{ value: "", label: t(isOptional(port) ? "list.endsHere" : "list.nowhere") }, ...targets.map(({ id, title }) => ({ value: id, label: title }))]}
          />
        ))}
        {counted && (
          <Group gap={4} className="lg-list-counts">
            <Button size="compact-xs" variant="default" onClick={() => showJourneys(node.id, "entered")}>
              {t("counts.entered", { count: counted.entered })}
            </Button>
            {counted.waiting > 0 && (
              <Button size="compact-xs" variant="default" onClick={() => showJourneys(node.id, "here")}>
                {t("counts.here", { count: counted.waiting })}
              </Button>
            )}
            {counted.failed + counted.dead > 0 && (
              <Button size="compact-xs" variant="default" onClick={() => showJourneys(node.id, "failed")}>
                {t("counts.failed", { count: counted.failed + counted.dead })}
              </Button>
            )}
          </Group>
        )}
        {wrong.length > 0 && (
          <Badge color="red" variant="filled">
            {t("problems.count", { count: wrong.length })}
          </Badge>
        )}
      </Group>
    </Card>
  );
}
