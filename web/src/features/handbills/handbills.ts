import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST, type PageOf as Page } from "@/api/lists";
import { type Told, toldDraft } from "@/i18n/told";
import type { Tone } from "@/ui/Status";

export type Definition = NonNullable<Schemas["HandbillPatch"]["definition"]>;
/** The API writes a definition by itself, so that its document calls it any object. */
type Written<View> = Omit<View, "definition"> & { definition: Definition };
export type Handbill = Written<Schemas["HandbillView"]>;
export type Publication = Written<Schemas["HandbillPublicationView"]>;
export type Version = Written<Schemas["HandbillVersionView"]>;
export type Variant = Definition["variants"][number];
export type Slot = Definition["slots"][number];
export type Filter = NonNullable<Slot["filter"]>;
export type Activity = Definition["activity"];
export type Boost = Schemas["BoostSettings"];
export type Objective = Definition["objective"];
export type Status = Handbill["status"];
export type Kind = Handbill["type"];
export type Fault = Schemas["HandbillProblem"];
export type Preview = Schemas["HandbillPreview"];
export type Results = Schemas["ResultsView"];
export type Arm = Schemas["ArmView"];

export const WHOLE = 10_000;
export const KINDS: Kind[] = ["mobile", "check_in", "check_out"];
export const STATUSES: Status[] = ["draft", "published", "paused", "archived"];
export const TONES: Record<Status, Tone> = { draft: "idle", published: "good", paused: "paused", archived: "paused" };
export const OBJECTIVES: Objective[] = ["relevance", "value", "discover"];
export const ORDERS: Slot["order"][] = ["engine", "priority", "newest", "dearest"];

/** All that are not archived, or only those of a status: there are dozens, so that filters need no server. */
export const handbillsQuery = (status: Status | undefined) =>
  queryOptions({
    queryKey: ["handbills", "list", status ?? "used"],
    queryFn: () => everyItem(async (cursor) => (await dataOf(api.GET("/v1/handbills", { params: { query: { limit: MOST, cursor, status } } }))) as unknown as Page<Handbill>),
  });

/** A call that answers a handbill. */
const handbillOf = async (call: Promise<{ data?: Schemas["HandbillView"] }>) => (await dataOf(call)) as Handbill;

const one = (id: string) => ({ params: { path: { handbill_id: id } } });

export const handbillQuery = (id: string) =>
  queryOptions({ queryKey: ["handbills", "one", id], queryFn: () => handbillOf(api.GET("/v1/handbills/{handbill_id}", one(id))) });

export const versionsQuery = (id: string) =>
  queryOptions({ queryKey: ["handbills", "versions", id], queryFn: async () => (await dataOf(api.GET("/v1/handbills/{handbill_id}/versions", one(id)))) as unknown as Page<Version> });

export const resultsQuery = (id: string, since: string, until: string) =>
  queryOptions({
    queryKey: ["handbills", "results", id, since, until],
    staleTime: 60_000,
    queryFn: () =>
      dataOf(
        api.GET("/v1/handbills/{handbill_id}/results", {
          params: { path: { handbill_id: id }, query: { ...(since && { since }), ...(until && { until }) } },
        }),
      ),
  });

/** What the draft as it was saved last would offer a customer. */
export const previewQuery = (handbill: Handbill, customer: string, variant: string) =>
  queryOptions({
    queryKey: ["handbills", "preview", handbill.id, handbill.updated_at, customer, variant],
    enabled: customer !== "",
    staleTime: 60_000,
    retry: false,
    queryFn: () =>
      dataOf(api.POST("/v1/handbills/{handbill_id}/previews", { ...one(handbill.id), body: { customer: { id: Number(customer) }, variant: variant || null } })),
  });

/** The latest job that makes sets of this handbill. */
export const jobsQuery = (id: string) =>
  queryOptions({
    queryKey: ["handbills", "jobs", id],
    queryFn: () => dataOf(api.GET("/v1/jobs", { params: { query: { object_id: id, limit: 1 } } })),
  });

export const tagsQuery = queryOptions({
  queryKey: ["promotions", "tags"],
  staleTime: 60_000,
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/promotions/tags", { params: { query: { limit: MOST, cursor } } }))),
});

export const campaignsQuery = queryOptions({
  queryKey: ["campaigns", "all"],
  staleTime: 60_000,
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/campaigns", { params: { query: { limit: MOST, cursor } } }))),
});

export const rewardsQuery = queryOptions({
  queryKey: ["catalog"],
  staleTime: Infinity,
  queryFn: () => dataOf(api.GET("/v1/catalog")),
});

export const createHandbill = (body: Schemas["HandbillInput"]): Promise<Handbill> => handbillOf(api.POST("/v1/handbills", { body }));

export const changeHandbill = (id: string, body: Schemas["HandbillPatch"]): Promise<Handbill> =>
  handbillOf(api.PATCH("/v1/handbills/{handbill_id}", { ...one(id), body }));

export const publishHandbill = async (id: string) => (await dataOf(api.POST("/v1/handbills/{handbill_id}/publications", one(id)))) as Publication;

export const moveHandbill = (id: string, status: Status): Promise<Handbill> =>
  handbillOf(api.POST("/v1/handbills/{handbill_id}/status-changes", { ...one(id), body: { status } }));

export const precompute = (id: string) => dataOf(api.POST("/v1/handbills/{handbill_id}/precomputations", one(id)));

/** What keeps a draft from being published, as the refusal lists it. */
export const faultsOf = (facts: Readonly<Record<string, unknown>>): Fault[] => (Array.isArray(facts.problems) ? (facts.problems as (Fault & Told)[]).map(toldDraft) : []);
