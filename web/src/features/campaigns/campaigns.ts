import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import type { paths } from "@/api/schema";
import { everyItem, MOST } from "@/api/lists";
import type { Tone } from "@/ui/Status";

export type Campaign = Schemas["CampaignView"];
export type CampaignStatus = Campaign["status"];

type Body<Path extends keyof paths, Method extends "post" | "patch"> = paths[Path][Method] extends { requestBody: { content: { "application/json": infer Sent } } } ? Sent : never;

export const STATUSES: CampaignStatus[] = ["draft", "active", "paused", "finished", "archived"];

export const STATUS_TONES: Record<CampaignStatus, Tone> = { draft: "idle", active: "good", paused: "paused", finished: "idle", archived: "idle" };

/** Where a campaign may go from here, and with it all its promotions. */
export const MOVES: Record<CampaignStatus, CampaignStatus[]> = {
  draft: ["active", "archived"],
  active: ["paused", "finished"],
  paused: ["active", "finished", "archived"],
  finished: ["active", "archived"],
  archived: [],
};

/** All campaigns of a status, or all but the archived ones. */
export const campaignsOf = (status: CampaignStatus | undefined) =>
  queryOptions({
    queryKey: ["campaigns", "list", status ?? "all"],
    queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/campaigns", { params: { query: { limit: MOST, cursor, status } } }))),
  });

/** The promotions of a campaign, its sub-campaigns; the first page of them. */
export const branchQuery = (campaignId: string) =>
  queryOptions({
    queryKey: ["promotions", "of-campaign", campaignId],
    queryFn: () => dataOf(api.GET("/v1/promotions", { params: { query: { campaign_id: campaignId, limit: 100 } } })),
  });

export interface CampaignDraft {
  name: string;
  description: string;
  tags: string[];
  starts_at: string | null;
  ends_at: string | null;
  limits: unknown[];
}

export const draftOf = (campaign: Campaign | undefined): CampaignDraft => ({
  name: campaign?.name ?? "",
  description: campaign?.description ?? "",
  tags: campaign?.tags ?? [],
  starts_at: campaign?.starts_at ?? null,
  ends_at: campaign?.ends_at ?? null,
  limits: campaign?.limits ?? [],
});

export const createCampaign = (draft: CampaignDraft) => dataOf(api.POST("/v1/campaigns", { body: draft as unknown as Body<"/v1/campaigns", "post"> }));

export const changeCampaign = (id: string, patch: Partial<CampaignDraft>) =>
  dataOf(api.PATCH("/v1/campaigns/{campaign_id}", { params: { path: { campaign_id: id } }, body: patch as unknown as Body<"/v1/campaigns/{campaign_id}", "patch"> }));

export const moveCampaign = (id: string, status: CampaignStatus) =>
  dataOf(api.POST("/v1/campaigns/{campaign_id}/status-changes", { params: { path: { campaign_id: id } }, body: { status } }));

export const deleteCampaign = (id: string) => dataOf(api.DELETE("/v1/campaigns/{campaign_id}", { params: { path: { campaign_id: id } } }));

export const putInto = (promotionId: string, campaignId: string | null) =>
  dataOf(api.PATCH("/v1/promotions/{promotion_id}", { params: { path: { promotion_id: promotionId } }, body: { campaign_id: campaignId } }));
