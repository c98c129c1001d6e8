import dagre from "@dagrejs/dagre";

import type { Places } from "@/canvas/flow";
import { type Graph, portsOf } from "@/canvas/graph";

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
  return new Map(
    graph.nodes.map(({ id }) => {
      const place = drawing.node(id) as { x: number; y: number };
      return [id, { x: Math.round(place.x - WIDTH / 2), y: Math.round(place.y - (heights.get(id) ?? HEIGHT) / 2) }];
    }),
  );
}
