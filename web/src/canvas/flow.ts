import { type Graph, type GraphNode, portOf, portsOf } from "@/canvas/graph";

/** What React Flow draws, without a line of React: a graph becomes a drawing, and a drawing a graph again. */
export interface Drawn {
  id: string;
  type: "step";
  position: { x: number; y: number };
  data: { node: GraphNode; drawnAt: { x: number; y: number } };
}

export interface DrawnEdge {
  id: string;
  source: string;
  sourceHandle: string;
  target: string;
  data: { named: boolean };
}

export interface Drawing {
  nodes: Drawn[];
  edges: DrawnEdge[];
}

export type Places = ReadonlyMap<string, { x: number; y: number }>;

/** Nodes without a place of their own stand where `places` says. */
export function toFlow(graph: Graph, places: Places = new Map()): Drawing {
  return {
    nodes: graph.nodes.map((node) => {
      const drawnAt = node.position ?? places.get(node.id) ?? { x: 0, y: 0 };
      return { id: node.id, type: "step", position: drawnAt, data: { node, drawnAt } };
    }),
    edges: graph.edges.map((edge) => ({
      id: edgeId(edge.from, portOf(edge)),
      source: edge.from,
      sourceHandle: portOf(edge),
      target: edge.to,
      data: { named: edge.port !== undefined },
    })),
  };
}

/** Only what was moved gets a new place; everything else is as it was. */
export function fromFlow(drawing: { nodes: Pick<Drawn, "id" | "position" | "data">[]; edges: DrawnEdge[] }): Graph {
  return {
    nodes: drawing.nodes.map(({ position, data: { node, drawnAt } }) =>
      position.x === drawnAt.x && position.y === drawnAt.y
        ? node
        : { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } },
    ),
    edges: drawing.edges.map(({ source, sourceHandle, target, data }) => ({
      from: source,
      ...(data.named && { port: sourceHandle }),
      to: target,
    })),
  };
}

export const edgeId = (from: string, port: string): string => `${from}:${port}`;

/** Whether a way out needs its name on the canvas. */
export const isBranching = (node: GraphNode): boolean => portsOf(node).filter((port) => port !== "failed").length > 1;
