import { ActionIcon, Badge, Group, Text, ThemeIcon, Tooltip, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconArrowBadgeDown, IconHourglass, IconPlus, IconX } from "@tabler/icons-react";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo, useContext } from "react";
import { useTranslation } from "react-i18next";

import { CanvasContext, type Counts } from "@/canvas/context";
import type { Drawn } from "@/canvas/flow";
import { portsOf, targetOf } from "@/canvas/graph";
import { lookOf } from "@/canvas/looks";
import { portWords } from "@/canvas/ports";
import { summaryOf } from "@/canvas/summary";
import { count } from "@/ui/format";

type StepNodeType = Node<Drawn["data"], "step">;

/** Every node of the canvas, whatever its type: sign, title, what it does, what is wrong, how many came. */
export const StepNode = memo(function StepNode({ data: { node }, selected }: NodeProps<StepNodeType>) {
  const { t } = useTranslation(["workflows", "forms"]);
  const { graph, variants, problems, counts, readOnly, addAfter, showJourneys } = useContext(CanvasContext);
  const variant = variants.get(node.type);
  const { icon: Icon, color } = lookOf(node.type, variant?.group);
  const wrong = problems.get(node.id) ?? [];
  const ports = portsOf(node);
  const counted = counts?.get(node.id);
  const summary = summaryOf(node, t);
  return (
    <div className="lg-step" data-selected={selected || undefined} data-wrong={wrong.length > 0 || undefined}>
      {variant?.group !== "trigger" && <Handle type="target" position={Position.Top} isConnectable={!readOnly} />}
      <Group gap={8} wrap="nowrap" align="flex-start">
        <ThemeIcon size={28} variant="light" color={color}>
          <Icon size={17} aria-hidden />
        </ThemeIcon>
        <div className="lg-step-head">
          <Text fz={13} fw={700} lh={1.25} truncate>
            {node.title}
          </Text>
          <Text fz={11} c="dimmed" lh={1.25} truncate>
            {variant ? t(`nodes.${node.type}.title`, { defaultValue: variant.title }) : node.type}
          </Text>
        </div>
        {wrong.length > 0 && (
          <Tooltip label={wrong.map((problem) => problem.message).join(" ")} multiline maw={300}>
            <Badge color="red" variant="filled" size="sm" leftSection={<IconAlertTriangle size={11} aria-hidden />}>
              {wrong.length}
            </Badge>
          </Tooltip>
        )}
      </Group>
      {summary !== "" && (
        <Text fz={11.5} lh={1.35} mt={6} lineClamp={2} className="lg-words">
          {summary}
        </Text>
      )}
      {counted && <Counted counted={counted} show={() => showJourneys(node.id, "entered")} />}
      {ports.map((port, place) => {
        const left = `${String(((place + 1) / (ports.length + 1)) * 100)}%`;
        const free = targetOf(graph, node.id, port) === undefined;
        const name = t("addAfter", { node: node.title, port: portWords(port, t) });
        return (
          <div key={port}>
            <Handle type="source" id={port} position={Position.Bottom} style={{ left }} isConnectable={!readOnly} title={portWords(port, t)} />
            {free && !readOnly && (
              <div className="lg-step-add nodrag nopan" style={{ left }} data-minor={port === "failed" || undefined}>
                <Tooltip label={name}>
                  <ActionIcon size={20} radius="xl" variant="default" aria-label={name} onClick={(event) => { event.stopPropagation(); addAfter(node.id, port); }}>
                    <IconPlus size={13} />
                  </ActionIcon>
                </Tooltip>
                {ports.length > 1 && <span aria-hidden>{portWords(port, t)}</span>}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
});

/** One button, so that it can be hit however small the drawing is; the list behind it tells the rest. */
function Counted({ counted, show }: { counted: Counts; show: () => void }) {
  const { t } = useTranslation("workflows");
  const failed = counted.failed + counted.dead;
  const label = [
    t("counts.entered", { count: counted.entered }),
    ...(counted.waiting > 0 ? [t("counts.here", { count: counted.waiting })] : []),
    ...(failed > 0 ? [t("counts.failed", { count: failed })] : []),
  ].join(", ");
  return (
    <Tooltip label={label}>
      <UnstyledButton
        className="lg-step-counts nodrag"
        onClick={(event) => {
          event.stopPropagation();
          show();
        }}
      >
        <VisuallyHidden>{label}</VisuallyHidden>
        <span aria-hidden>
          <IconArrowBadgeDown size={12} /> {count(counted.entered)}
        </span>
        {counted.waiting > 0 && (
          <span aria-hidden>
            <IconHourglass size={12} /> {count(counted.waiting)}
          </span>
        )}
        {failed > 0 && (
          <span aria-hidden data-bad>
            <IconX size={12} /> {count(failed)}
          </span>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}
