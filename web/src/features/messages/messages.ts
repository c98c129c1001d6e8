import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST, type PageOf } from "@/api/lists";
import type { Tone } from "@/ui/Status";

export type Message = Schemas["MessageView"];
export type MessageState = Message["state"];
export type RecipientList = Schemas["RecipientListView"];
export type Suppression = Schemas["SuppressionView"];

export const STATES: MessageState[] = ["queued", "sent", "failed", "bounced", "suppressed"];
export const CHANNELS = ["email", "sms", "webhook"];
export const TONES: Record<MessageState, Tone> = { queued: "busy", sent: "good", failed: "bad", bounced: "warn", suppressed: "paused" };

export interface MessageFilter {
  state?: MessageState | undefined;
  channel?: string | undefined;
  recipient?: string | undefined;
}

export const readMessages = (filter: MessageFilter, limit: number, cursor: string | undefined): Promise<PageOf<Message>> =>
  dataOf(api.GET("/v1/messages", { params: { query: { ...filter, limit, cursor } } }));

const DEAD_COUNTED = 100;

/** How many messages failed for good, as far as is worth counting. */
export const deadQuery = queryOptions({
  queryKey: ["messages", "dead"],
  queryFn: async () => (await readMessages({ state: "failed" }, DEAD_COUNTED, undefined)).items.length,
  refetchInterval: 60_000,
});

export const retryMessage = (id: string): Promise<Message> =>
  dataOf(api.POST("/v1/messages/{message_id}/retries", { params: { path: { message_id: id } } }));

/** Queues all that failed since a moment, however many calls that takes; tells how many. */
export async function retryAll(since: string, channel: string | undefined): Promise<number> {
  let all = 0;
  for (;;) {
    const { retried, has_more: more } = await dataOf(api.POST("/v1/messages/retries", { body: { since, channel: channel ?? null } }));
    all += retried;
    if (!more) return all;
  }
}

export const listsQuery = queryOptions({
  queryKey: ["recipient-lists"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/recipient-lists", { params: { query: { limit: MOST, cursor } } }))),
});

export function saveList(id: string | undefined, body: { name: string; emails: string[] }): Promise<RecipientList> {
  return id === undefined
    ? dataOf(api.POST("/v1/recipient-lists", { body }))
    : dataOf(api.PATCH("/v1/recipient-lists/{list_id}", { params: { path: { list_id: id } }, body }));
}

export const deleteList = (id: string) => api.DELETE("/v1/recipient-lists/{list_id}", { params: { path: { list_id: id } } });

export const readSuppressions = (
  filter: { channel?: Suppression["channel"] | undefined; address?: string | undefined },
  limit: number,
  cursor: string | undefined,
): Promise<PageOf<Suppression>> => dataOf(api.GET("/v1/suppressions", { params: { query: { ...filter, limit, cursor } } }));

export const addSuppression = (body: Schemas["SuppressionInput"]): Promise<Suppression> => dataOf(api.POST("/v1/suppressions", { body }));

export const deleteSuppression = (id: string) => api.DELETE("/v1/suppressions/{suppression_id}", { params: { path: { suppression_id: id } } });
