/** A workflow's graph as the API keeps it, and what can be done to it. Pure: every deed answers a new graph. */

export type NodeSettings = Record<string, unknown>;

export interface GraphNode extends NodeSettings {
  id: string;
  type: string;
  title: string;
  position?: { x: number; y: number } | null;
}

export type Fresh = NodeSettings & { type: string; title: string; position?: { x: number; y: number } | null };

export interface GraphEdge {
  from: string;
  port?: string;
  to: string;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export const FIRST = "default";
export const portOf = (edge: GraphEdge): string => edge.port ?? FIRST;

/** Ways out by type; of types that are not here, one. */
const WAYS: Record<string, readonly string[]> = {
  end: [],
  profile_filter: ["matched", "not_matched"],
  metric_filter: ["matched", "not_matched"],
  outgoing_integration: [FIRST, "failed"],
  update_profile: [FIRST, "failed"],
  assign_code: [FIRST, "failed"],
  local_file: [FIRST, "failed"],
  get_file: [FIRST, "failed"],
  data_transformation: [FIRST, "failed"],
  import_codes: [FIRST, "failed"],
  import_profiles: [FIRST, "failed"],
  import_events: [FIRST, "failed"],
  import_promotions: [FIRST, "failed"],
};

/** The ways out of a node, as its settings make them; the first one must lead somewhere. */
export function portsOf(node: GraphNode): string[] {
  if (node.type === "event_filter") return node.check === "period" ? ["matched", "not_matched"] : ["matched"];
  if (node.type === "split") {
    const ways = typeof node.ways === "number" ? node.ways : 2;
    return Array.from({ length: Math.max(2, Math.min(10, ways)) }, (_, way) => String(way + 1));
  }
  if (node.type === "abx_test") {
    const variants = Array.isArray(node.variants) ? (node.variants as { name?: unknown }[]) : [];
    return [...new Set(variants.map((variant) => variant.name).filter((name): name is string => typeof name === "string" && name !== ""))];
  }
  return [...(WAYS[node.type] ?? [FIRST])];
}

/** Ways out that may lead nowhere: a path ends there. */
export const isOptional = (port: string): boolean => port === "failed" || port === "not_matched";

export const nodeOf = (graph: Graph, id: string | undefined): GraphNode | undefined => graph.nodes.find((node) => node.id === id);

export const targetOf = (graph: Graph, id: string, port: string): string | undefined =>
  graph.edges.find((edge) => edge.from === id && portOf(edge) === port)?.to;

/** A new node; its id and title are nobody else's. With `after`, it takes the place at the end of that way out. */
export function addNode(graph: Graph, fresh: Fresh, after?: { id: string; port: string }): { graph: Graph; id: string } {
  const id = freeName(fresh.type, graph.nodes.map((node) => node.id), "_");
  const title = freeName(fresh.title, graph.nodes.map((node) => node.title), " ");
  const position = fresh.position ?? placeFor(graph, after);
  const node: GraphNode = { ...fresh, id, type: fresh.type, title, ...(position && { position }) };
  let made: Graph = { ...graph, nodes: [...graph.nodes, node] };
  if (after) {
    const further = targetOf(graph, after.id, after.port);
    const [first] = portsOf(node);
    made = connect(made, after.id, after.port, id);
    if (further !== undefined && first !== undefined) made = connect(made, id, first, further);
  }
  return { graph: made, id };
}

/** Below the node that it follows, its way out to the side; else below everything. */
function placeFor(graph: Graph, after?: { id: string; port: string }): { x: number; y: number } | undefined {
  const before = nodeOf(graph, after?.id);
  if (before?.position && after) return { x: before.position.x + 270 * Math.max(0, portsOf(before).indexOf(after.port)), y: before.position.y + 180 };
  const places = graph.nodes.flatMap((node) => node.position ?? []);
  if (places.length < graph.nodes.length) return undefined;
  return { x: Math.min(0, ...places.map(({ x }) => x)), y: places.length ? Math.max(...places.map(({ y }) => y)) + 180 : 0 };
}

/** Leads a way out of a node to another one, instead of where it led before. */
export function connect(graph: Graph, from: string, port: string, to: string): Graph {
  if (from === to) return graph;
  const edges = graph.edges.filter((edge) => edge.from !== from || portOf(edge) !== port);
  return { ...graph, edges: [...edges, { from, port, to }] };
}

export function disconnect(graph: Graph, from: string, port: string): Graph {
  return { ...graph, edges: graph.edges.filter((edge) => edge.from !== from || portOf(edge) !== port) };
}

/** Removes a node; the one before it leads on to the one after it, where there is just one way on. */
export function removeNode(graph: Graph, id: string): Graph {
  const onward = graph.edges.filter((edge) => edge.from === id).map((edge) => edge.to);
  const [next] = new Set(onward).size === 1 ? onward : [];
  const edges = graph.edges.flatMap((edge) => {
    if (edge.from === id) return [];
    if (edge.to !== id) return [edge];
    return next === undefined || next === edge.from ? [] : [{ ...edge, to: next }];
  });
  return { nodes: graph.nodes.filter((node) => node.id !== id), edges };
}

/** New settings of a node; edges of ways out that it no longer has go. */
export function changeNode(graph: Graph, id: string, settings: GraphNode): Graph {
  const ports = portsOf(settings);
  return {
    nodes: graph.nodes.map((node) => (node.id === id ? { ...settings, id } : node)),
    edges: graph.edges.filter((edge) => edge.from !== id || ports.includes(portOf(edge))),
  };
}

export function moveNodes(graph: Graph, places: ReadonlyMap<string, { x: number; y: number }>): Graph {
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id);
    return place ? { ...node, position: place } : node;
  });
  return { ...graph, nodes };
}

/** Nodes in the order in which paths meet them, triggers first; then those that nothing leads to. */
export function inOrder(graph: Graph, isTrigger: (node: GraphNode) => boolean): GraphNode[] {
  const found = new Set<string>();
  const visit = (id: string): void => {
    const node = nodeOf(graph, id);
    if (!node || found.has(id)) return;
    found.add(id);
    for (const port of portsOf(node)) {
      const next = targetOf(graph, id, port);
      if (next !== undefined) visit(next);
    }
  };
  for (const node of graph.nodes) if (isTrigger(node)) visit(node.id);
  for (const node of graph.nodes) visit(node.id);
  return [...found].flatMap((id) => nodeOf(graph, id) ?? []);
}

export function freeName(wanted: string, taken: readonly string[], joint: string): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${wanted}${joint}${String(number)}`;
    if (!taken.includes(name)) return name;
  }
}
