import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import { queries } from "@/api/queries";
import type { At } from "@/canvas/context";
import type { Graph } from "@/canvas/graph";
import { toldDraft } from "@/i18n/told";
import type { Tone } from "@/ui/Status";

export type Workflow = Schemas["WorkflowView"];
export type Version = Schemas["VersionView"];
export type Run = Schemas["RunView"];
export type RunSummary = Schemas["RunSummary"];
export type Journey = Schemas["JourneyView"];
export type JourneyPath = Schemas["JourneyPath"];
export type Step = Schemas["JourneyStep"];
export type Walk = Schemas["TestView"];
export type Shipped = Schemas["ShippedView"];
export type JourneyState = Journey["state"];
type Settings = Schemas["WorkflowSettings"];

export interface Ways {
  name?: string;
  description?: string;
  kind?: Workflow["kind"];
  settings?: Settings;
  graph?: Graph;
  /** The tag of the draft that was changed. */
  based_on?: string;
}

/** All workflows: there are dozens. */
export const workflowsQuery = queryOptions({
  queryKey: ["workflows"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/workflows", { params: { query: { limit: MOST, cursor } } }))),
  refetchInterval: 30_000,
});

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ["workflows", id],
    queryFn: () => dataOf(api.GET("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id } } })),
  });

/** As it is now, whatever is kept of it. */
export const readWorkflow = (id: string) => queries.fetchQuery({ ...workflowQuery(id), staleTime: 0 });

export const shippedQuery = queryOptions({
  queryKey: ["workflow-templates"],
  staleTime: Infinity,
  queryFn: async () => (await dataOf(api.GET("/v1/workflow-templates"))).items,
});

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["workflows", id, "versions"],
    queryFn: async () => (await dataOf(api.GET("/v1/workflows/{workflow_id}/versions", { params: { path: { workflow_id: id } } }))).items,
  });

export const countsQuery = (id: string, version: number | null | undefined, hours: number) =>
  queryOptions({
    queryKey: ["workflows", id, "counts", version, hours],
    enabled: typeof version === "number",
    refetchInterval: 15_000,
    queryFn: () => dataOf(api.GET("/v1/workflows/{workflow_id}/counts", { params: { path: { workflow_id: id }, query: { version: version ?? 0, hours } } })),
  });

export const runQuery = (id: string, run: string) =>
  queryOptions({
    queryKey: ["workflows", id, "runs", run],
    refetchInterval: ({ state }) => (state.data?.state === "running" ? 5_000 : false),
    queryFn: () => dataOf(api.GET("/v1/workflows/{workflow_id}/runs/{run_id}", { params: { path: { workflow_id: id, run_id: run } } })),
  });

export const journeyQuery = (id: string, run: string, journey: number) =>
  queryOptions({
    queryKey: ["workflows", id, "runs", run, "journeys", journey],
    queryFn: () =>
      dataOf(api.GET("/v1/workflows/{workflow_id}/runs/{run_id}/journeys/{journey_id}", { params: { path: { workflow_id: id, run_id: run, journey_id: journey } } })),
  });

export const listRuns = (id: string, cursor?: string, limit = 50) =>
  dataOf(api.GET("/v1/workflows/{workflow_id}/runs", { params: { path: { workflow_id: id }, query: { limit, cursor: cursor || undefined } } }));

export interface JourneyWish {
  state?: JourneyState | undefined;
  profile?: number | undefined;
  cursor?: string | undefined;
  limit?: number;
}

export const listJourneys = (id: string, run: string, { state, profile, cursor, limit = 50 }: JourneyWish) =>
  dataOf(
    api.GET("/v1/workflows/{workflow_id}/runs/{run_id}/journeys", {
      params: { path: { workflow_id: id, run_id: run }, query: { limit, state, profile_id: profile, cursor: cursor ? Number(cursor) : undefined } },
    }),
  );

export interface NodeWish {
  version: number;
  node: string;
  at: At;
  hours: number;
  cursor?: string | undefined;
}

export const listNodeJourneys = (id: string, { cursor, ...wish }: NodeWish) =>
  dataOf(
    api.GET("/v1/workflows/{workflow_id}/journeys", {
      params: { path: { workflow_id: id }, query: { ...wish, limit: 25, cursor: cursor ? Number(cursor) : undefined } },
    }),
  );

/** What was answered is what everybody sees from now on. */
function keep(workflow: Workflow): Workflow {
  queries.setQueryData(workflowQuery(workflow.id).queryKey, workflow);
  void queries.invalidateQueries({ queryKey: workflowsQuery.queryKey, exact: true });
  return workflow;
}

export async function createWorkflow(body: Ways & { name: string }): Promise<Workflow> {
  return keep(await dataOf(api.POST("/v1/workflows", { body: body as Schemas["WorkflowInput"] })));
}

export async function changeWorkflow(id: string, body: Ways): Promise<Workflow> {
  return keep(await dataOf(api.PATCH("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id } }, body: body as Schemas["WorkflowPatch"] })));
}

export async function deleteWorkflow(id: string): Promise<void> {
  await api.DELETE("/v1/workflows/{workflow_id}", { params: { path: { workflow_id: id } } });
  await queries.invalidateQueries({ queryKey: workflowsQuery.queryKey, exact: true });
}

export async function checkWorkflow(id: string) {
  const view = await dataOf(api.POST("/v1/workflows/{workflow_id}/check", { params: { path: { workflow_id: id } } }));
  return { ...view, problems: view.problems.map(toldDraft) };
}

export type Deed = "publications" | "pauses" | "resumptions" | "stops";

/** Publishes, pauses, resumes or stops. */
export async function move(id: string, deed: Deed): Promise<Workflow> {
  const params = { path: { workflow_id: id } };
  const calls: Record<Deed, () => Promise<Workflow>> = {
    publications: () => dataOf(api.POST("/v1/workflows/{workflow_id}/publications", { params })),
    pauses: () => dataOf(api.POST("/v1/workflows/{workflow_id}/pauses", { params })),
    resumptions: () => dataOf(api.POST("/v1/workflows/{workflow_id}/resumptions", { params })),
    stops: () => dataOf(api.POST("/v1/workflows/{workflow_id}/stops", { params })),
  };
  const workflow = keep(await calls[deed]());
  void queries.invalidateQueries({ queryKey: ["workflows", id, "versions"] });
  void queries.invalidateQueries({ queryKey: ["workflows", id, "runs"] });
  return workflow;
}

export async function startRun(id: string, node: string | undefined): Promise<Run> {
  const run = await dataOf(api.POST("/v1/workflows/{workflow_id}/runs", { params: { path: { workflow_id: id } }, body: { node } }));
  void queries.invalidateQueries({ queryKey: ["workflows", id, "runs"] });
  return run;
}

export interface WalkWish {
  profile: number | undefined;
  node: string | undefined;
  version?: number | undefined;
  send: boolean;
  events: Record<string, Record<string, unknown>>;
}

export const walk = (id: string, { profile, ...wish }: WalkWish): Promise<Walk> =>
  dataOf(
    api.POST("/v1/workflows/{workflow_id}/tests", {
      params: { path: { workflow_id: id } },
      body: { ...wish, ...(profile !== undefined && { profile: { id: profile } }) } as Schemas["TestInput"],
    }),
  );

export async function previewNode(id: string, node: Record<string, unknown>, profile: number | undefined, event: Record<string, unknown> | undefined) {
  const preview = await dataOf(
    api.POST("/v1/workflows/{workflow_id}/previews", {
      params: { path: { workflow_id: id } },
      body: { node, ...(profile !== undefined && { profile: { id: profile } }), ...(event && { event: { name: "sample", params: event } }) } as Schemas["NodePreviewInput"],
    }),
  );
  return { ...preview, problems: preview.problems.map(toldDraft) };
}

export const STATE_TONES: Record<Workflow["state"], Tone> = { draft: "idle", active: "good", paused: "paused", stopped: "bad" };
export const RUN_TONES: Record<RunSummary["state"], Tone> = { running: "busy", paused: "paused", finished: "good", stopped: "bad" };
export const JOURNEY_TONES: Record<JourneyState, Tone> = { ready: "busy", waiting: "idle", retry: "warn", ended: "good", dead: "bad", stopped: "paused" };
