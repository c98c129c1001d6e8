import { Group, Loader, SegmentedControl } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useContext, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import "@/canvas/canvas.css";
import { type At, CanvasContext, type CanvasState, type Problem } from "@/canvas/context";
import { focusNode, useKeptFocus } from "@/canvas/focus";
import { freshNode } from "@/canvas/fresh";
import { addNode, type Graph, moveNodes } from "@/canvas/graph";
import { isLaidOut, layOut } from "@/canvas/layout";
import { CanvasTools } from "@/features/workflows/CanvasTools";
import { CountsPanel } from "@/features/workflows/CountsPanel";
import { GraphList } from "@/features/workflows/GraphList";
import { NodeDrawer } from "@/features/workflows/NodeDrawer";
import { NodeJourneys } from "@/features/workflows/NodeJourneys";
import { NodePicker } from "@/features/workflows/NodePicker";
import { ProblemStrip } from "@/features/workflows/ProblemStrip";
import { RunsTable } from "@/features/workflows/RunsTable";
import { TestDialog } from "@/features/workflows/TestDialog";
import { type Draft, useDraft } from "@/features/workflows/useDraft";
import { VersionStrip } from "@/features/workflows/VersionStrip";
import { countsQuery, type Version, versionsQuery, type Workflow } from "@/features/workflows/workflows";
import { WorkflowHead } from "@/features/workflows/WorkflowHead";
import type { Families, Variant } from "@/forms/schema";
import { ConflictStrip } from "@/ui/ConflictStrip";
import { useUrlState } from "@/ui/url";

const Canvas = lazy(() => import("@/canvas/Canvas"));
const DEFAULTS = { view: "canvas", version: 0, hours: 24 };
const NO_PROBLEMS: ReadonlyMap<string, readonly Problem[]> = new Map();

/** The draft, or a published version to look at, as canvas or list; and the runs. */
export function WorkflowEditor({ workflow, families }: { workflow: Workflow; families: Families }) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const [view, look] = useUrlState(DEFAULTS);
  const draft = useDraft(workflow);
  const { old, graph, readOnly } = useShown(workflow, draft, view.version);
  const counted = view.version || workflow.active_version;
  const { data: counts } = useQuery(countsQuery(workflow.id, counted, view.hours));

  const [opened, open] = useState<string>();
  const [fresh, setFresh] = useState<string>();
  const [picking, pick] = useState<{ after?: { id: string; port: string } }>();
  const [testing, test] = useState<{ node?: string }>();
  const [profile, chooseProfile] = useState<number>();
  const [asked, ask] = useState<{ node: string; at: At }>();

  const variants = useMemo(() => new Map(variantsOf(families).map((variant) => [variant.type, variant])), [families]);
  const problems = useMemo(() => (view.version > 0 ? NO_PROBLEMS : byNode(draft.problems ?? [])), [draft.problems, view.version]);
  const isTrigger = useCallback((type: string) => variants.get(type)?.group === "trigger", [variants]);
  const state = useMemo<CanvasState>(
    () => ({
      graph,
      variants,
      problems,
      counts: counts && new Map(counts.nodes.map((node) => [node.node, node])),
      readOnly,
      addAfter: (id, port) => pick({ after: { id, port } }),
      showJourneys: (node, at) => ask({ node, at }),
    }),
    [graph, variants, problems, counts, readOnly],
  );
  const take = (variant: Variant) => {
    const { graph: next, id } = addNode(draft.graph, freshNode(variant, families.definitions, t(`nodes.${variant.type}.title`, { defaultValue: variant.title }), workspace.time_zone), picking?.after);
    pick(undefined);
    draft.change(isLaidOut(draft.graph) ? tidied(next) : next);
    open(id);
    setFresh(id);
  };
  useKeptFocus(draft.graph);
  useHotkeys([
    ["mod+Z", () => draft.undo?.()],
    ["mod+shift+Z", () => draft.redo?.()],
    ["mod+Y", () => draft.redo?.()],
  ]);

  return (
    <CanvasContext value={state}>
      <WorkflowHead workflow={workflow} draft={draft} version={old} test={() => test({})} showVersion={(version) => look({ version })}>
        <Group justify="space-between" gap="sm">
          <SegmentedControl
            aria-label={t("views.label")}
            value={view.view}
            onChange={(chosen) => look({ view: chosen })}
            data={["canvas", "list", "runs"].map((value) => ({ value, label: t(`views.${value}`) }))}
          />
          {view.view !== "runs" && <CountsPanel counts={counts} hours={view.hours} choose={(hours) => look({ hours })} />}
        </Group>
        <ConflictStrip error={draft.error} overwrite={draft.overwrite} adopt={draft.adopt} />
        {view.version > 0 && <VersionStrip workflow={workflow} version={old} draft={draft} back={() => look({ version: 0 })} />}
        {view.version === 0 && view.view !== "runs" && <ProblemStrip problems={draft.problems} graph={graph} open={open} />}
        <Drawn workflow={workflow} view={view.view} version={view.version} draft={draft} add={() => pick({})} open={open} />
      </WorkflowHead>
      <NodePicker
        opened={picking !== undefined}
        title={t("picker.title")}
        variants={[...variants.values()].filter(({ type, group }) => fitsKind(type, workflow.kind) && !(picking?.after && group === "trigger"))}
        choose={take}
        close={() => {
          pick(undefined);
          focusNode(picking?.after?.id);
        }}
      />
      <NodeDrawer
        workflowId={workflow.id}
        definitions={families.definitions}
        nodeId={opened}
        fresh={opened === fresh}
        profile={profile}
        chooseProfile={chooseProfile}
        change={draft.change}
        test={(node) => test({ node })}
        close={() => {
          open(undefined);
          setFresh(undefined);
          blur();
          focusNode(opened);
        }}
      />
      <TestDialog
        workflow={workflow}
        graph={draft.graph}
        isTrigger={isTrigger}
        nodeId={testing?.node}
        profile={profile}
        chooseProfile={chooseProfile}
        flush={draft.flush}
        opened={testing !== undefined}
        close={() => test(undefined)}
      />
      <NodeJourneys workflowId={workflow.id} version={counted ?? undefined} hours={view.hours} asked={asked} title={graph.nodes.find(({ id }) => id === asked?.node)?.title} close={() => ask(undefined)} />
    </CanvasContext>
  );
}

interface DrawnProps {
  workflow: Workflow;
  view: string;
  version: number;
  draft: Draft;
  add: () => void;
  open: (id: string) => void;
}

function Drawn({ workflow, view, version, draft, add, open }: DrawnProps) {
  const { t } = useTranslation("workflows");
  const { graph, readOnly } = useContext(CanvasContext);
  const [fitted, fit] = useState(0);
  const tidy = () => {
    draft.change(tidied(draft.graph));
    fit(fitted + 1);
  };
  if (view === "runs") return <RunsTable workflow={workflow} />;
  if (view === "list") {
    return (
      <>
        <CanvasTools draft={draft} readOnly={readOnly} add={add} />
        <GraphList change={draft.change} open={open} />
      </>
    );
  }
  return (
    <Suspense fallback={<Loader role="status" aria-label={t("loading")} />}>
      <Canvas
        fitKey={[version, fitted, graph.nodes.length].join()}
        change={draft.change}
        open={open}
        tools={<CanvasTools draft={draft} readOnly={readOnly} add={add} tidy={tidy} />}
      />
    </Suspense>
  );
}

/** What is looked at: the draft, or a published version, which nobody changes. */
function useShown(workflow: Workflow, draft: Draft, version: number): { old: Version | undefined; graph: Graph; readOnly: boolean } {
  const mayChange = useMay("WORKFLOWS_WORKFLOW_UPDATE");
  const { data: versions } = useQuery({ ...versionsQuery(workflow.id), enabled: version > 0 });
  if (version === 0) return { old: undefined, graph: draft.graph, readOnly: !mayChange };
  const old = versions?.find((one) => one.version === version);
  return { old, graph: (old?.graph as unknown as Graph | undefined) ?? EMPTY, readOnly: true };
}

/** What is being closed gives the focus away, so that it is not kept by what fades. */
function blur(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

const EMPTY: Graph = { nodes: [], edges: [] };
const tidied = (graph: Graph): Graph => moveNodes(graph, layOut(graph));

function variantsOf({ families }: Families): Variant[] {
  return [...(families.triggers ?? []), ...(families.nodes ?? [])];
}

function byNode(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) if (problem.node !== null) found.set(problem.node, [...(found.get(problem.node) ?? []), problem]);
  return found;
}

const OF_PROFILES = ["audience", "profile_event", "data_changed", "profile_filter", "send_email", "update_profile"];
const OF_BUSINESS = ["business_event", "scheduled_run"];
const fitsKind = (type: string, kind: Workflow["kind"]): boolean => !(kind === "profile" ? OF_BUSINESS : OF_PROFILES).includes(type);
