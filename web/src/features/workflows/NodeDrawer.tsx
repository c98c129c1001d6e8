import { Button, Drawer, Group, Loader, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTestPipe, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { CanvasContext } from "@/canvas/context";
import { settingsOf, settingsSchema, withSettings } from "@/canvas/fresh";
import { changeNode, type Graph, type GraphNode, nodeOf, portsOf, removeNode } from "@/canvas/graph";
import { portWords } from "@/canvas/ports";
import { IncomingAddress } from "@/features/workflows/IncomingAddress";
import { TextPreview } from "@/features/workflows/TextPreview";
import { useHelp } from "@/forms/help";
import type { JsonSchema } from "@/forms/schema";

const SchemaForm = lazy(() => import("@/forms/SchemaForm").then(({ SchemaForm: form }) => ({ default: form })));

interface NodeDrawerProps {
  workflowId: string;
  definitions: Record<string, JsonSchema>;
  nodeId: string | undefined;
  /** It was just added: nobody is blamed for what is still to be filled in. */
  fresh: boolean;
  profile: number | undefined;
  chooseProfile: (profile: number | undefined) => void;
  change: (graph: Graph, about?: string) => void;
  test: (nodeId: string) => void;
  close: () => void;
}

/** The settings of a node by the form of its type, how its texts come out, and its trial. */
export function NodeDrawer(props: NodeDrawerProps) {
  const { t } = useTranslation("workflows");
  const { graph } = useContext(CanvasContext);
  const node = nodeOf(graph, props.nodeId);
  return (
    <Drawer
      opened={node !== undefined}
      onClose={props.close}
      returnFocus={false}
      position="right"
      size="lg"
      title={node?.title}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {node && <NodeSettings {...props} node={node} key={node.id} />}
    </Drawer>
  );
}

function NodeSettings({ node, fresh, workflowId, definitions, profile, chooseProfile, change, test, close }: NodeDrawerProps & { node: GraphNode }) {
  const { t } = useTranslation("workflows");
  const help = useHelp(definitions);
  const { graph, variants, problems, readOnly, addAfter } = useContext(CanvasContext);
  const variant = variants.get(node.type);
  const schema = useMemo(() => variant && settingsSchema(variant.schema), [variant]);
  const wrong = fresh ? [] : (problems.get(node.id) ?? []);
  const faults = wrong.flatMap(({ field, message }) => (field && field !== "title" ? [{ pointer: `/${field.replaceAll(".", "/")}`, message }] : []));
  const others = wrong.filter(({ field }) => !field);
  const apply = (settings: GraphNode) => change(changeNode(graph, node.id, settings), `settings:${node.id}`);
  return (
    <Stack gap="md">
      {variant && (
        <Text fz="sm" c="dimmed">
          {t(`nodes.${node.type}.help`, { defaultValue: help(variant.help, variant.schema) ?? "" })}
        </Text>
      )}
      <TextInput
        label={t("drawer.name")}
        data-autofocus
        description={t("drawer.nameHelp")}
        required
        readOnly={readOnly}
        value={node.title}
        maxLength={100}
        error={wrong.find(({ field }) => field === "title")?.message}
        onChange={(event) => apply({ ...node, title: event.currentTarget.value })}
      />
      {schema && Object.keys(schema.properties ?? {}).length > 0 && (
        <Suspense fallback={<Loader size="sm" role="status" aria-label={t("loading")} />}>
          <SchemaForm
            schema={schema}
            definitions={definitions}
            value={settingsOf(node)}
            onChange={(settings) => apply(withSettings(node, settings))}
            faults={faults}
            readOnly={readOnly}
          />
        </Suspense>
      )}
      {others.map((problem) => (
        <Text key={problem.code + problem.message} fz="sm" c="var(--mantine-color-error)" role="alert">
          {problem.message}
        </Text>
      ))}
      {node.type === "incoming" && <IncomingAddress workflowId={workflowId} nodeId={node.id} />}
      {!readOnly && <TextPreview workflowId={workflowId} node={node} profile={profile} choose={chooseProfile} />}
      {!readOnly && (
        <Group gap="xs" className="lg-drawer-foot">
          {portsOf(node).map((port) => (
            <Button
              key={port}
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => {
                close();
                addAfter(node.id, port);
              }}
            >
              {portsOf(node).length > 1 ? t("drawer.addAfterPort", { port: portWords(port, t) }) : t("drawer.addAfter")}
            </Button>
          ))}
          <Button
            size="xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={14} />}
            onClick={() => {
              close();
              change(removeNode(graph, node.id));
            }}
          >
            {t("drawer.remove")}
          </Button>
        </Group>
      )}
      <Group justify="flex-end">
        {!readOnly && (
          <Button variant="default" leftSection={<IconTestPipe size={16} />} onClick={() => test(node.id)}>
            {t("drawer.run")}
          </Button>
        )}
        <Button onClick={close}>{t("drawer.done")}</Button>
      </Group>
    </Stack>
  );
}
