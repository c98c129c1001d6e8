import { useEffect, useRef } from "react";

import { type Graph, nodeOf } from "@/canvas/graph";

/** Puts the focus on a node, on the canvas or in the list; without one, on the first of the tools. */
export function focusNode(id: string | undefined): void {
  setTimeout(() => {
    const name = CSS.escape(id ?? "");
    const place = id === undefined ? ".lg-canvas-tools button" : `.react-flow__node[data-id="${name}"], [data-node="${name}"] button`;
    document.querySelector<HTMLElement>(place)?.focus();
  });
}

/** Where a node goes while it has the focus, the node before it has it then: nobody begins at the top of the page again. */
export function useKeptFocus(graph: Graph): void {
  const before = useRef(graph);
  useEffect(() => {
    const was = before.current;
    before.current = graph;
    const gone = was.nodes.find(({ id }) => nodeOf(graph, id) === undefined);
    if (gone === undefined) return;
    const near = [...was.edges.filter(({ to }) => to === gone.id).map(({ from }) => from), ...was.edges.filter(({ from }) => from === gone.id).map(({ to }) => to), ...graph.nodes.map(({ id }) => id)];
    // Its card goes a moment after it; the timer outlives the next change, which would otherwise lose the focus.
    setTimeout(() => {
      if (document.activeElement === null || document.activeElement === document.body) focusNode(near.find((id) => nodeOf(graph, id) !== undefined));
    }, DRAWN);
  }, [graph]);
}

const DRAWN = 60;
