import { useComputedColorScheme } from "@mantine/core";
import { Background, type Connection, ConnectionMode, Controls, type Edge, MiniMap, type Node, Panel, ReactFlow, type ReactFlowInstance, useEdgesState, useNodesState } from "@xyflow/react";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import "@xyflow/react/dist/style.css";

import "@/canvas/canvas.css";
import { CanvasContext } from "@/canvas/context";
import { type Drawn, type DrawnEdge, fromFlow, isBranching, toFlow } from "@/canvas/flow";
import { connect, disconnect, FIRST, type Graph, nodeOf, removeNode } from "@/canvas/graph";
import { layOut } from "@/canvas/layout";
import { portWords } from "@/canvas/ports";
import { StepNode } from "@/canvas/StepNode";

const TYPES = { step: StepNode };
type StepFlowNode = Node<Drawn["data"], "step">;

interface CanvasProps {
  /** Another key, another drawing: it is shown whole anew. */
  fitKey: string;
  change: (graph: Graph, about?: string) => void;
  open: (id: string) => void;
  tools: ReactNode;
  figures?: ReactNode;
}

/** The graph drawn: nodes to move, connect and open; what it changes is told as a new graph. */
export default function Canvas({ fitKey, change, open, tools, figures }: CanvasProps) {
  const { t } = useTranslation("workflows");
  const { graph, variants, problems, readOnly } = useContext(CanvasContext);
  const scheme = useComputedColorScheme("light");
  const drawing = useMemo(() => toFlow(graph, graph.nodes.every((node) => node.position) ? undefined : layOut(graph)), [graph]);
  const [nodes, setNodes, onNodesChange] = useNodesState<StepFlowNode>([]);
  const [edges, setEdges, onEdgesChange] = useEdgesState<Edge>([]);
  const flow = useRef<ReactFlowInstance<StepFlowNode>>(null);

  useEffect(() => {
    setNodes((before) => {
      const known = new Map(before.map((node) => [node.id, node]));
      return drawing.nodes.map((drawn) => {
        const type = t(`nodes.${drawn.data.node.type}.title`, { defaultValue: variants.get(drawn.data.node.type)?.title ?? drawn.data.node.type });
        const wrong = problems.get(drawn.id)?.length ?? 0;
        const ariaLabel = `${drawn.data.node.title}, ${type}${wrong ? `, ${t("problems.count", { count: wrong })}` : ""}`;
        return { ...known.get(drawn.id), ...drawn, ariaLabel } as StepFlowNode;
      });
    });
    setEdges((before) => {
      const chosen = new Set(before.filter((edge) => edge.selected).map((edge) => edge.id));
      return drawing.edges.map((edge) => {
        const source = nodeOf(graph, edge.source);
        const named = source !== undefined && (isBranching(source) || edge.sourceHandle === "failed");
        return { ...edge, type: "smoothstep", selected: chosen.has(edge.id), ...(named && { label: portWords(edge.sourceHandle, t) }), ariaLabel: t("edgeLabel", { from: source?.title ?? edge.source, to: nodeOf(graph, edge.target)?.title ?? edge.target }) };
      });
    });
  }, [drawing, graph, variants, problems, setNodes, setEdges, t]);

  useEffect(() => {
    const later = setTimeout(() => void flow.current?.fitView(FIT), 60);
    return () => clearTimeout(later);
  }, [fitKey]);

  // What was just added is shown, with its ways out.
  const seen = useRef(new Set(graph.nodes.map(({ id }) => id)));
  useEffect(() => {
    const [added, ...others] = graph.nodes.filter(({ id }) => !seen.current.has(id));
    seen.current = new Set(graph.nodes.map(({ id }) => id));
    if (added === undefined || others.length > 0) return;
    const later = setTimeout(() => {
      const drawn = flow.current?.getNode(added.id);
      if (flow.current === null || drawn === undefined) return;
      const { position, measured } = drawn;
      void flow.current.setCenter(position.x + (measured?.width ?? 0) / 2, position.y + (measured?.height ?? 0) / 2, { zoom: Math.max(flow.current.getZoom(), LEGIBLE) });
    }, 60);
    return () => clearTimeout(later);
  }, [graph]);

  const placed = (dragged: readonly Node[], about?: string) => {
    const places = new Map(dragged.map(({ id, position }) => [id, position]));
    const drawn = drawing.nodes.map((node) => ({ ...node, position: places.get(node.id) ?? node.position }));
    change(fromFlow({ nodes: drawn, edges: drawing.edges }), about);
  };
  const join = ({ source, sourceHandle, target }: Connection) => change(connect(graph, source, sourceHandle ?? FIRST, target));
  const removed = ({ nodes: gone, edges: cut }: { nodes: Node[]; edges: Edge[] }) => {
    if (document.activeElement?.closest("[role=dialog], [role=menu]")) return Promise.resolve(false); // the key was not for the canvas
    let next = graph;
    if (gone.length === 0) for (const edge of cut as DrawnEdge[]) next = disconnect(next, edge.source, edge.sourceHandle);
    for (const node of gone) next = removeNode(next, node.id);
    change(next);
    return Promise.resolve(false); // the new graph redraws what is left
  };
  // Delete and the arrow keys act on what is selected: for the keyboard that is where the focus is.
  const reached = ({ target }: FocusEvent<HTMLElement>) => {
    const on = target.closest<HTMLElement>(".react-flow__node, .react-flow__edge")?.dataset.id;
    if (on === undefined || !target.matches(":focus-visible")) return;
    setNodes((before) => before.map((node) => chosen(node, on)));
    setEdges((before) => before.map((edge) => chosen(edge, on)));
  };
  const pressed = (event: KeyboardEvent) => {
    const on = (event.target as HTMLElement).classList.contains("react-flow__node") ? (event.target as HTMLElement).dataset.id : undefined;
    if (on !== undefined && event.key === "Enter") open(on);
    if (on !== undefined && !readOnly && ARROWS.has(event.key)) setTimeout(() => placed(flow.current?.getNodes() ?? [], `move:${on}`), SETTLED);
  };

  return (
    // The region only listens for keys that its nodes do not take themselves.
    <section className="lg-canvas" onFocus={reached} onKeyDown={pressed} aria-label={t("canvas.label")}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={TYPES}
        onInit={(instance) => {
          flow.current = instance;
        }}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={(_, __, dragged) => placed(dragged)}
        onNodeClick={(_, node) => open(node.id)}
        onConnect={join}
        onBeforeDelete={removed}
        isValidConnection={({ source, target }) => source !== target && variants.get(nodeOf(graph, target)?.type ?? "")?.group !== "trigger"}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={40}
        deleteKeyCode={readOnly ? null : ["Delete", "Backspace"]}
        panOnScroll
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        colorMode={scheme}
        minZoom={0.2}
        maxZoom={1.6}
        fitView
        fitViewOptions={FIT}
        ariaLabelConfig={{ "node.a11yDescription.default": t("canvas.keys"), "edge.a11yDescription.default": t("canvas.edgeKeys") }}
      >
        <Background gap={18} />
        <Controls showInteractive={false} aria-label={t("canvas.controls")} />
        <MiniMap pannable className="lg-minimap" ariaLabel={t("canvas.map")} />
        <Panel position="top-left">{tools}</Panel>
        {figures && <Panel position="top-right">{figures}</Panel>}
      </ReactFlow>
    </section>
  );
}

const chosen = <Item extends { id: string; selected?: boolean }>(item: Item, id: string): Item => (Boolean(item.selected) === (item.id === id) ? item : { ...item, selected: item.id === id });
const SETTLED = 50;
/** The zoom at which the words of a node can still be read. */
const LEGIBLE = 0.6;
const FIT = { padding: 0.12, maxZoom: 1, minZoom: 0.35 };
const ARROWS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);
