import { createContext } from "react";

import type { Graph } from "@/canvas/graph";
import type { Variant } from "@/forms/schema";

export interface Problem {
  node: string | null;
  field?: string | null;
  code: string;
  message: string;
  is_warning: boolean;
}

export interface Counts {
  entered: number;
  waiting: number;
  failed: number;
  dead: number;
}

export type At = "here" | "entered" | "failed";

export interface CanvasState {
  graph: Graph;
  variants: ReadonlyMap<string, Variant>;
  problems: ReadonlyMap<string, readonly Problem[]>;
  counts: ReadonlyMap<string, Counts> | undefined;
  readOnly: boolean;
  addAfter: (id: string, port: string) => void;
  showJourneys: (id: string, at: At) => void;
}

const nothing = () => undefined;

/** What all nodes of a canvas know in common. */
export const CanvasContext = createContext<CanvasState>({
  graph: { nodes: [], edges: [] },
  variants: new Map(),
  problems: new Map(),
  counts: undefined,
  readOnly: true,
  addAfter: nothing,
  showJourneys: nothing,
});
