import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import type { Tone } from "@/ui/Status";

export type Webhook = Schemas["WebhookView"];
export type WebhookWithSecret = Schemas["WebhookSecret"];
export type WebhookDraft = Required<Schemas["WebhookInput"]>;
export type Delivery = Schemas["DeliveryView"];
export type DeliveryState = Delivery["state"];

/** All webhooks: a workspace has a few. */
export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/webhooks", { params: { query: { limit: MOST, cursor } } }))),
});

const at = (webhook_id: string) => ({ params: { path: { webhook_id } } });

export const webhookQuery = (id: string) =>
  queryOptions({ queryKey: ["webhooks", id], queryFn: () => dataOf(api.GET("/v1/webhooks/{webhook_id}", at(id))) });

export const readDeliveries = (id: string, query: { state?: DeliveryState; cursor?: string; limit?: number }) =>
  dataOf(api.GET("/v1/webhooks/{webhook_id}/deliveries", { params: { path: { webhook_id: id }, query } }));

export const createWebhook = (body: WebhookDraft) => dataOf(api.POST("/v1/webhooks", { body }));
export const changeWebhook = (id: string, body: Schemas["WebhookPatch"]) => dataOf(api.PATCH("/v1/webhooks/{webhook_id}", { ...at(id), body }));
export const deleteWebhook = (id: string) => api.DELETE("/v1/webhooks/{webhook_id}", at(id));
export const rotateSecret = (id: string) => dataOf(api.POST("/v1/webhooks/{webhook_id}/secrets", at(id)));
export const testWebhook = (id: string) => dataOf(api.POST("/v1/webhooks/{webhook_id}/tests", at(id)));
export const replay = (webhook_id: string, delivery_id: string) =>
  dataOf(api.POST("/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replays", { params: { path: { webhook_id, delivery_id } } }));

export type WebhookState = "works" | "failing" | "off" | "stopped";

export function stateOf(webhook: Webhook): WebhookState {
  if (webhook.disabled_at) return "stopped";
  if (!webhook.active) return "off";
  return webhook.failing_since ? "failing" : "works";
}

export const WEBHOOK_TONES: Record<WebhookState, Tone> = { works: "good", failing: "warn", off: "paused", stopped: "bad" };
export const DELIVERY_TONES: Record<DeliveryState, Tone> = { queued: "busy", sent: "good", failed: "bad", suppressed: "idle", bounced: "bad" };
export const DELIVERY_STATES = ["queued", "sent", "failed"] as const;

/** Suggestions; the server knows them all and refuses what it does not. */
export const EVENTS = [
  "*",
  "pool.created", "pool.deleted", "pool.low", "pool.empty", "pool.expires_soon", "pool.refilled",
  "code.assigned", "code.returned", "code.redeemed", "code.cancelled",
  "codes.imported", "codes.generated", "codes.import_undone",
  "campaign.status_changed",
  "promotion.imported", "promotion.published", "promotion.status_changed", "promotion.assigned", "promotion.activated", "promotion.deactivated", "promotion.redeemed",
  "handbill.assign", "handbill.withheld", "handbill.published", "handbill.status_changed",
  "points.earned", "points.spent", "points.returned", "points.adjusted", "points.expired",
  "gift.issued", "gift.spent", "gift.returned", "gift.credited", "gift.adjusted",
  "redemption.created", "redemption.held", "redemption.confirmed", "redemption.cancelled", "redemption.lapsed", "redemption.rolled_back", "redemption.rejected",
  "order.created", "order.changed", "order.returned",
  "profile.changed", "profile.erased",
  "fraud.case_opened", "fraud.case_decided",
  "message.failed", "message.bounced", "message.unsubscribed",
];
