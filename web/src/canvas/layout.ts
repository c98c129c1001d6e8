import dagre from "@dagrejs/dagre";

import type { Places } from "@/canvas/flow";
import { type Graph, portsOf, targetOf } from "@/canvas/graph";

export const WIDTH = 232;
const HEIGHT = 118;
const LOW = 62;

/** Where nodes stand when nobody moved them: from top to bottom, the ways out in their order. */
export function layOut(graph: Graph): Places {
  const drawing = new dagre.graphlib.Graph();
  drawing.setGraph({ rankdir: "TB", nodesep: 48, ranksep: 64 });
  drawing.setDefaultEdgeLabel(() => ({}));
  const heights = new Map<string, number>();
  for (const node of graph.nodes) {
    const height = node.type === "end" || node.type === "merge" ? LOW : HEIGHT;
    heights.set(node.id, height);
    drawing.setNode(node.id, { width: WIDTH, height });
  }
  for (const node of graph.nodes) {
    for (const port of portsOf(node)) {
      for (const edge of graph.edges) {
        if (edge.from === node.id && (edge.port ?? "default") === port && heights.has(edge.to)) drawing.setEdge(edge.from, edge.to);
      }
    }
  }
  dagre.layout(drawing);
  const xOf = (id: string): number => (drawing.node(id) as { x: number } | undefined)?.x ?? 0;
  const side = mirrored(graph, xOf) ? -1 : 1;
  const left = Math.min(0, ...graph.nodes.map(({ id }) => side * xOf(id) - WIDTH / 2));
  return new Map(
    graph.nodes.map(({ id }) => {
      const { x, y } = drawing.node(id) as { x: number; y: number };
      return [id, { x: Math.round(side * x - WIDTH / 2 - left), y: Math.round(y - (heights.get(id) ?? HEIGHT) / 2) }];
    }),
  );
}

/** Whether the ways out lead crosswise more often than not: dagre does not know which one is on the left. */
function mirrored(graph: Graph, xOf: (id: string) => number): boolean {
  let crossed = 0;
  for (const node of graph.nodes) {
    const xs = portsOf(node).flatMap((port) => {
      const target = targetOf(graph, node.id, port);
      return target === undefined ? [] : [xOf(target)];
    });
    for (const [place, x] of xs.slice(1).entries()) crossed += Math.sign((xs[place] ?? x) - x);
  }
  return crossed > 0;
}

/** Whether all nodes stand where the layout puts them, so that nobody minds when they are laid out anew. */
export function isLaidOut(graph: Graph): boolean {
  const places = layOut(graph);
  return graph.nodes.every(({ id, position }) => position != null && position.x === places.get(id)?.x && position.y === places.get(id)?.y);
}
