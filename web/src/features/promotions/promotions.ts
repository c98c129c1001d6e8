import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import { isObject, same } from "@/forms/values";
import { toldDraft } from "@/i18n/told";
import type { Tone } from "@/ui/Status";

export type Promotion = Schemas["PromotionView"];
export type PromotionStatus = Promotion["status"];
export type Found = Schemas["PromotionProblem"];
export type Version = Schemas["PromotionVersionView"];
export type Campaign = Schemas["CampaignView"];

/** What a definition holds, as the API has it; its parts are edited by forms made from their schemas. */
export type Definition = Record<string, unknown>;

export const STATUSES: PromotionStatus[] = ["draft", "active", "hidden", "paused", "finished", "archived"];

export const STATUS_TONES: Record<PromotionStatus, Tone> = { draft: "idle", active: "good", hidden: "busy", paused: "paused", finished: "idle", archived: "idle" };

/** Where a promotion may go from here. */
export const MOVES: Record<PromotionStatus, PromotionStatus[]> = {
  draft: ["archived"],
  active: ["hidden", "paused", "finished", "archived"],
  hidden: ["active", "paused", "finished", "archived"],
  paused: ["active", "hidden", "finished", "archived"],
  finished: ["active", "hidden", "archived"],
  archived: [],
};

export interface PromotionFilter {
  search?: string | undefined;
  status?: PromotionStatus | undefined;
  campaign_id?: string | undefined;
  tag?: string | undefined;
}

export const readPromotions = (filter: PromotionFilter, cursor: string | undefined, limit = 50) =>
  dataOf(api.GET("/v1/promotions", { params: { query: { ...filter, limit, cursor } } }));

export const promotionQuery = (id: string) =>
  queryOptions({
    queryKey: ["promotions", id],
    queryFn: () => dataOf(api.GET("/v1/promotions/{promotion_id}", { params: { path: { promotion_id: id } } })),
  });

/** What keeps the stored draft from being published; read anew after each change. */
export const checkQuery = (id: string) =>
  queryOptions({
    queryKey: ["promotions", id, "check"],
    queryFn: async () => {
      const view = await dataOf(api.POST("/v1/promotions/{promotion_id}/checks", { params: { path: { promotion_id: id } } }));
      return { ...view, problems: view.problems.map(toldDraft) };
    },
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["promotions", id, "versions"],
    queryFn: () => dataOf(api.GET("/v1/promotions/{promotion_id}/versions", { params: { path: { promotion_id: id }, query: { limit: 50 } } })),
  });

/** Campaigns are dozens: enough to choose from without asking the server each time. */
export const campaignsQuery = queryOptions({
  queryKey: ["campaigns"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/campaigns", { params: { query: { limit: MOST, cursor } } }))),
});

export const promotionTagsQuery = queryOptions({
  queryKey: ["promotion-tags"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/promotions/tags", { params: { query: { limit: MOST, cursor } } }))),
});

export const createPromotion = (body: { name: string; code?: string | undefined; campaign_id?: string | null; definition: Definition }) =>
  dataOf(api.POST("/v1/promotions", { body: body as unknown as Schemas["PromotionInput"] }));

export const changePromotion = (id: string, patch: Partial<Edited> & { based_on?: string }) =>
  dataOf(api.PATCH("/v1/promotions/{promotion_id}", { params: { path: { promotion_id: id } }, body: patch as unknown as Schemas["PromotionPatch"] }));

export const publishPromotion = (id: string) =>
  dataOf(api.POST("/v1/promotions/{promotion_id}/publications", { params: { path: { promotion_id: id } }, body: { hidden: false } }));

export const moveStatus = (id: string, status: PromotionStatus) =>
  dataOf(api.POST("/v1/promotions/{promotion_id}/status-changes", { params: { path: { promotion_id: id } }, body: { status } }));

export const copyPromotion = (id: string, name: string) =>
  dataOf(api.POST("/v1/promotions/{promotion_id}/copies", { params: { path: { promotion_id: id } }, body: { name } }));

export const deletePromotion = (id: string) => dataOf(api.DELETE("/v1/promotions/{promotion_id}", { params: { path: { promotion_id: id } } }));

/** What of a promotion is edited. */
export interface Edited {
  name: string;
  code: string;
  note: string;
  tags: string[];
  campaign_id: string | null;
  definition: Definition;
}

export function editedOf(promotion: Promotion): Edited {
  const { name, code, note, tags, campaign_id, definition } = promotion;
  return { name, code, note, tags, campaign_id, definition: definition as unknown as Definition };
}

/** Only what was changed is sent. */
export function patchOf(before: Edited, after: Edited): Partial<Edited> {
  const names = Object.keys(after) as (keyof Edited)[];
  return Object.fromEntries(names.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name]]));
}

export interface Change {
  pointer: string;
  before: unknown;
  after: unknown;
}

/** What differs between two definitions, setting by setting. */
export function changesOf(before: unknown, after: unknown, pointer = ""): Change[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after) && (pointer.split("/").length < 4)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => changesOf(before[name], after[name], `${pointer}/${name}`));
  }
  return [{ pointer, before, after }];
}
