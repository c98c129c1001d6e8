import { Button, Group, JsonInput, Modal, NativeSelect, Stack, Switch, Text } from "@mantine/core";
import { IconPlayerPlay } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Graph } from "@/canvas/graph";
import { StepList } from "@/features/workflows/StepList";
import { read } from "@/features/workflows/TextPreview";
import { JOURNEY_TONES, type Workflow, walk } from "@/features/workflows/workflows";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { Failure } from "@/ui/Failure";
import { Status } from "@/ui/Status";

interface TestDialogProps {
  workflow: Workflow;
  graph: Graph;
  isTrigger: (type: string) => boolean;
  /** Only what happens at this node is shown first. */
  nodeId?: string | undefined;
  profile: number | undefined;
  chooseProfile: (profile: number | undefined) => void;
  /** Saves the draft before it is walked. */
  flush: () => Promise<void>;
  opened: boolean;
  close: () => void;
}

/** Walks one customer through the draft: waits are skipped, calls are only made where it is wished. */
export function TestDialog(props: TestDialogProps) {
  const { t } = useTranslation("workflows");
  const node = props.graph.nodes.find(({ id }) => id === props.nodeId);
  return (
    <Modal opened={props.opened} onClose={props.close} size="lg" title={node ? t("test.node", { node: node.title }) : t("test.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <TestForm {...props} key={props.nodeId ?? ""} />
    </Modal>
  );
}

function TestForm({ workflow, graph, isTrigger, nodeId, profile, chooseProfile, flush }: TestDialogProps) {
  const { t } = useTranslation("workflows");
  const triggers = graph.nodes.filter(({ type }) => isTrigger(type));
  const names = useMemo(() => eventNames(graph), [graph]);
  const [trigger, setTrigger] = useState("");
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [send, setSend] = useState(false);
  const [only, setOnly] = useState(nodeId !== undefined);
  const walking = useMutation({
    mutationFn: async () => {
      await flush();
      const events = Object.fromEntries(names.flatMap((name) => (typed[name]?.trim() ? [[name, read(typed[name] ?? "") ?? {}]] : [])));
      return walk(workflow.id, { profile, node: trigger || undefined, send, events });
    },
  });
  const done = walking.data;
  const here = done?.steps.filter((step) => step.node === nodeId) ?? [];
  const bad = names.some((name) => typed[name]?.trim() && read(typed[name] ?? "") === undefined);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!bad) walking.mutate();
      }}
    >
      <Stack>
        <Text fz="sm" c="dimmed">
          {t("test.lead")}
        </Text>
        {workflow.kind === "profile" && <CustomerPicker label={t("test.customer")} value={profile === undefined ? "" : String(profile)} onChange={(id) => chooseProfile(id ? Number(id) : undefined)} />}
        {triggers.length > 1 && (
          <NativeSelect label={t("test.trigger")} value={trigger} onChange={(event) => setTrigger(event.currentTarget.value)} data={triggers.map(({ id, title }) => ({ value: id, label: title }))} />
        )}
        {names.map((name) => (
          <JsonInput
            key={name}
            label={t("test.event", { name })}
            description={t("test.eventHelp")}
            placeholder={name === "webhook.response" ? '{"body.data.activeCount": 480, "body.data.assignedCount": 60}' : "{}"}
            autosize
            minRows={1}
            maxRows={8}
            value={typed[name] ?? ""}
            validationError={t("preview.noJson")}
            onChange={(text) => setTyped({ ...typed, [name]: text })}
          />
        ))}
        <Switch label={t("test.send")} description={t(send ? "test.sends" : "test.simulates")} checked={send} onChange={(event) => setSend(event.currentTarget.checked)} />
        <Group justify="flex-end">
          <Button type="submit" loading={walking.isPending} leftSection={<IconPlayerPlay size={16} />}>
            {t("test.start")}
          </Button>
        </Group>
        {walking.error && <Failure error={walking.error} />}
        {done && (
          <Stack gap="sm" role="status">
            <Group justify="space-between">
              <Group gap="xs">
                <Text fw={650}>{t("test.result")}</Text>
                <Status tone={JOURNEY_TONES[done.outcome]}>{t(`journeyStates.${done.outcome}`)}</Status>
              </Group>
              {nodeId !== undefined && <Switch size="xs" label={t("test.only")} checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />}
            </Group>
            {only && nodeId !== undefined && here.length === 0 && <Text fz="sm">{t("test.notReached")}</Text>}
            <StepList steps={only && nodeId !== undefined ? here : done.steps} errors={done.errors} />
          </Stack>
        )}
      </Stack>
    </form>
  );
}

/** Events that a walk may be handed: those that begin it, and those it waits for. */
function eventNames(graph: Graph): string[] {
  const names = graph.nodes.flatMap((node) => {
    if (!["event_filter", "profile_event", "business_event", "incoming"].includes(node.type)) return [];
    return typeof node.event === "string" && node.event !== "" ? [node.event] : [];
  });
  const written = new Set(graph.nodes.filter(({ type }) => type === "generate_event").map(({ event }) => event));
  return [...new Set(names)].filter((name) => !written.has(name));
}
