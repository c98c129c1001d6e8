import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, multipart, type Schemas } from "@/api/client";
import type { Job } from "@/api/jobs";
import { allPages, MOST, type PageOf } from "@/api/lists";
import { fetchTelling } from "@/features/imports/upload";

export type Preview = Schemas["ImportPreview"];
export type CellType = "text" | "number" | "boolean" | "json";

/** What a file may hold. */
export const WHATS = ["codes", "customers", "events", "promotions"] as const;
export type What = (typeof WHATS)[number];

export const PERMISSIONS: Record<What, string> = {
  codes: "VOUCHERS_ITEM_IMPORT_CREATE",
  customers: "API_CLIENT_IMPORT_CREATE",
  events: "API_EVENTS_IMPORT_CREATE",
  promotions: "PROMOTIONS_PROMOTION_IMPORT_CREATE",
};

/** The call behind each import, for developers. */
export const CALLS: Record<What, { path: string; operation: string; tag: string }> = {
  codes: { path: "/v1/pools/{pool_id}/imports", operation: "importCodes", tag: "pools" },
  customers: { path: "/v1/profiles/imports", operation: "importProfiles", tag: "profiles" },
  events: { path: "/v1/profiles/event-imports", operation: "importEvents", tag: "events" },
  promotions: { path: "/v1/promotions/imports", operation: "importPromotions", tag: "promotions" },
};

/** Where the rows go: codes go into a pool. */
export interface Target {
  what: What;
  pool: string;
}

const form = (file: File, options: object) => ({
  body: { file: "", options: "" },
  bodySerializer: () => multipart({ file, options: JSON.stringify(options) }),
});

/** What the server makes of a file under these options; it keeps nothing. */
export function previewOf({ what, pool }: Target, file: File, options: object, signal: AbortSignal): Promise<Preview> {
  const sent = { ...form(file, options), signal };
  if (what === "codes") return dataOf(api.POST("/v1/pools/{pool_id}/import-previews", { params: { path: { pool_id: pool } }, ...sent }));
  if (what === "customers") return dataOf(api.POST("/v1/profiles/import-previews", sent));
  if (what === "events") return dataOf(api.POST("/v1/profiles/event-import-previews", sent));
  return dataOf(api.POST("/v1/promotions/import-previews", sent));
}

/** Sends the whole file; answers with the job that checks it (`dry_run`) or imports it. `tell` hears the share sent. */
export function startImport({ what, pool }: Target, file: File, options: object, tell: (share: number) => void): Promise<Job> {
  const sent = { ...form(file, options), fetch: fetchTelling(tell) };
  if (what === "codes") return dataOf(api.POST("/v1/pools/{pool_id}/imports", { params: { path: { pool_id: pool } }, ...sent }));
  if (what === "customers") return dataOf(api.POST("/v1/profiles/imports", sent));
  if (what === "events") return dataOf(api.POST("/v1/profiles/event-imports", sent));
  return dataOf(api.POST("/v1/promotions/imports", sent));
}

/** The kinds of jobs that the history tells of, in groups by which it is filtered. */
export const GROUPS: Record<string, string[]> = {
  codes: ["import_codes", "undo_import"],
  generated: ["generate_codes"],
  customers: ["import_profiles"],
  events: ["import_events"],
  promotions: ["import_promotions"],
  articles: ["import_catalog_items"],
  handedOut: ["assign_in_bulk"],
  files: ["transform_file", "fetch_file"],
};
export const STATES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;
export type JobState = (typeof STATES)[number];

export interface HistoryView {
  group: string;
  state: string;
}

/** A page of the history, the newest first. */
export function history(view: HistoryView, cursor: string | undefined, limit = 50): Promise<PageOf<Job>> {
  const kinds = GROUPS[view.group] ?? Object.values(GROUPS).flat();
  const state = STATES.filter((name) => name === view.state);
  return dataOf(api.GET("/v1/jobs", { params: { query: { kinds, state, cursor, limit } } }));
}

export const wholeHistory = (view: HistoryView) => allPages((cursor) => history(view, cursor, MOST));

export const SHOWN_ROWS = 50;

/** The first rejected rows of a job; they no longer change once it is over. */
export const rejectedRowsQuery = (jobId: string) =>
  queryOptions({
    queryKey: ["jobs", jobId, "rejected-rows"],
    queryFn: () =>
      dataOf(api.GET("/v1/jobs/{job_id}/rejected-rows", { params: { path: { job_id: jobId }, query: { limit: SHOWN_ROWS } } })),
    staleTime: Infinity,
  });

/** Takes back all codes of an import, as long as none was used. */
export const undoImport = (pool: string, jobId: string) =>
  dataOf(api.DELETE("/v1/pools/{pool_id}/imports/{job_id}", { params: { path: { pool_id: pool, job_id: jobId } } }));
