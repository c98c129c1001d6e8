import { useCallback, useEffect, useReducer, useRef, useState } from "react";

import type { Problem } from "@/canvas/context";
import type { Graph } from "@/canvas/graph";
import { begin, change, type History, redo, undo } from "@/canvas/history";
import { changeWorkflow, checkWorkflow, readWorkflow, type Workflow } from "@/features/workflows/workflows";
import { useStill } from "@/ui/still";

type Deed = { kind: "change"; graph: Graph; about?: string | undefined } | { kind: "undo" } | { kind: "redo" };
export type Kept = "saved" | "changed" | "saving" | "failed";

const PAUSE = 600;

function reduce(history: History<Graph>, deed: Deed): History<Graph> {
  if (deed.kind === "change") return change(history, deed.graph, deed.about);
  return deed.kind === "undo" ? undo(history) : redo(history);
}

export interface Draft {
  graph: Graph;
  change: (graph: Graph, about?: string) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  kept: Kept;
  error: unknown;
  /** Saves this draft in the place of the one that somebody else saved meanwhile. */
  overwrite: () => Promise<void>;
  /** Goes on with what somebody else saved meanwhile; undo brings this draft back. */
  adopt: () => Promise<void>;
  problems: readonly Problem[] | undefined;
  /** Saves what is not saved yet; resolves when the server has it. */
  flush: () => Promise<void>;
}

/** A workflow's draft as it is edited: it saves itself shortly after each change and is checked then. */
export function useDraft(workflow: Workflow): Draft {
  const [history, dispatch] = useReducer(reduce, begin(workflow.graph as unknown as Graph));
  const [kept, setKept] = useState<Kept>("saved");
  const [error, setError] = useState<unknown>();
  const [problems, setProblems] = useState<readonly Problem[]>();
  const graph = history.present;
  const saved = useRef(graph);
  const latest = useRef(graph);
  const tag = useRef(workflow.draft_tag);
  const going = useRef<Promise<void>>(Promise.resolve());

  const save = useCallback(async () => {
    const wanted = latest.current;
    if (wanted === saved.current) return;
    setKept("saving");
    try {
      tag.current = (await changeWorkflow(workflow.id, { graph: wanted, based_on: tag.current })).draft_tag;
      saved.current = wanted;
      setError(undefined);
      setKept(latest.current === wanted ? "saved" : "changed");
    } catch (failure) {
      setError(failure);
      setKept("failed");
      throw failure;
    }
    setProblems((await checkWorkflow(workflow.id)).problems);
  }, [workflow.id]);

  const flush = useCallback(() => {
    going.current = going.current.catch(() => undefined).then(save);
    return going.current;
  }, [save]);

  const overwrite = useCallback(async () => {
    tag.current = (await readWorkflow(workflow.id)).draft_tag;
    await flush();
  }, [workflow.id, flush]);

  const adopt = useCallback(async () => {
    const theirs = await readWorkflow(workflow.id);
    tag.current = theirs.draft_tag;
    saved.current = theirs.graph as unknown as Graph;
    dispatch({ kind: "change", graph: saved.current });
    setError(undefined);
    setKept("saved");
    setProblems((await checkWorkflow(workflow.id)).problems);
  }, [workflow.id]);

  useEffect(() => {
    latest.current = graph;
    if (graph === saved.current) return;
    setKept("changed");
    const later = setTimeout(() => void flush().catch(() => undefined), PAUSE);
    return () => clearTimeout(later);
  }, [graph, flush]);

  useEffect(() => {
    checkWorkflow(workflow.id).then((view) => setProblems(view.problems), () => undefined);
    const leaving = (event: BeforeUnloadEvent) => {
      if (latest.current !== saved.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", leaving);
    return () => {
      window.removeEventListener("beforeunload", leaving);
      void flush().catch(() => undefined);
    };
  }, [workflow.id, flush]);

  const told = useStill(problems);
  return {
    graph,
    change: useCallback((next, about) => dispatch({ kind: "change", graph: next, about }), []),
    undo: history.past.length > 0 ? () => dispatch({ kind: "undo" }) : undefined,
    redo: history.future.length > 0 ? () => dispatch({ kind: "redo" }) : undefined,
    kept,
    error,
    overwrite,
    adopt,
    problems: told,
    flush,
  };
}
