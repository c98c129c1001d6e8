import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST, type PageOf } from "@/api/lists";
import type { Profile } from "@/api/names";

export type Code = Schemas["CodeView"];
export type Life = Schemas["LifeView"];
export type Wallet = Schemas["largesse__redemptions__wallet__schemas__WalletView"];
export type PointsEntry = Schemas["PointsEntryView"];
export type Order = Schemas["OrderView"];
export type CustomerEvent = Schemas["EventView"];
export const AGREEMENTS = ["email", "sms", "push", "web_push", "bluetooth", "rfid", "wifi"] as const;
export type Agreement = (typeof AGREEMENTS)[number];
export const PAGE = 50;

const of = (profile_id: number) => ({ path: { profile_id } });

export function listCustomers(q: string, tag: string, cursor: string, limit = PAGE): Promise<PageOf<Profile>> {
  const query = q ? { q, limit } : { tag: tag || undefined, cursor: cursor ? Number(cursor) : undefined, limit };
  return dataOf(api.GET("/v1/profiles", { params: { query } }));
}

export const customerQuery = (id: number) =>
  queryOptions({ queryKey: ["customers", id], queryFn: () => dataOf(api.GET("/v1/profiles/{profile_id}", { params: of(id) })) });

export const walletQuery = (id: number) =>
  queryOptions({ queryKey: ["customers", id, "wallet"], queryFn: () => dataOf(api.GET("/v1/profiles/{profile_id}/wallet", { params: of(id) })) });

export const codesQuery = (id: number) =>
  queryOptions({ queryKey: ["customers", id, "codes"], queryFn: async () => (await dataOf(api.GET("/v1/profiles/{profile_id}/codes", { params: of(id) }))).items });

export const livesQuery = (id: number) =>
  queryOptions({
    queryKey: ["customers", id, "lives"],
    queryFn: () =>
      everyItem((cursor) => dataOf(api.GET("/v1/profiles/{profile_id}/promotions", { params: { ...of(id), query: { limit: MOST, cursor } } }))),
  });

export const scoresQuery = (id: number) =>
  queryOptions({
    queryKey: ["customers", id, "ai"],
    queryFn: () => dataOf(api.GET("/v1/ai/profiles/{profile_id}", { params: { ...of(id), query: { limit: 6 } } })),
    retry: false,
  });

export const handbillsQuery = queryOptions({
  queryKey: ["handbills", "published"],
  queryFn: async () => (await dataOf(api.GET("/v1/handbills", { params: { query: { status: "published", limit: 50 } } }))).items,
});

export const offersQuery = (handbill_id: string, id: number) =>
  queryOptions({
    queryKey: ["customers", id, "offers", handbill_id],
    queryFn: () => dataOf(api.GET("/v1/handbills/{handbill_id}/profiles/{profile_id}", { params: { path: { handbill_id, profile_id: id } } })),
    enabled: false,
    retry: false,
  });

export const readPoints = (id: number, cursor: string) =>
  dataOf(api.GET("/v1/profiles/{profile_id}/points/entries", { params: { ...of(id), query: { limit: PAGE, cursor: cursor ? Number(cursor) : undefined } } }));

export const readOrders = (id: number, cursor: string) =>
  dataOf(api.GET("/v1/orders", { params: { query: { customer_id: id, limit: PAGE, cursor: cursor || undefined } } }));

export const readReferrals = (id: number, cursor: string) =>
  dataOf(api.GET("/v1/profiles/{profile_id}/referrals", { params: { ...of(id), query: { limit: PAGE, cursor: cursor || undefined } } }));

export const readEvents = (id: number, name: string, cursor: string) =>
  dataOf(api.GET("/v1/events", { params: { query: { profile_id: id, name: name || undefined, limit: PAGE, cursor: cursor || undefined } } }));

/** A change of customers, after which everything about them is read again. */
export function useCustomerChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: ["customers"] }) });
}

/** Creates the customer, or changes the one whom the identifiers name. */
export async function saveCustomer(body: Schemas["ProfileInput"]): Promise<{ profile: Profile; isNew: boolean }> {
  const { data, response } = await api.POST("/v1/profiles", { body });
  return { profile: data as Profile, isNew: response.status === 201 };
}

export const changeCustomer = (id: number, body: Schemas["ProfilePatch"]) =>
  dataOf(api.PATCH("/v1/profiles/{profile_id}", { params: of(id), body }));

export const eraseCustomer = (id: number) => api.DELETE("/v1/profiles/{profile_id}", { params: of(id) });

export const changePoints = (id: number, body: Schemas["PointsEntryInput"]) =>
  dataOf(api.POST("/v1/profiles/{profile_id}/points/entries", { params: of(id), body }));

const life = (id: number, promotion_id: string) => ({ path: { profile_id: id, promotion_id } });

export const assignPromotion = (id: number, promotionId: string) =>
  dataOf(api.POST("/v1/profiles/{profile_id}/promotions", { params: of(id), body: { promotion_ids: [promotionId] } }));

export const activatePromotion = (id: number, promotionId: string) =>
  dataOf(api.POST("/v1/profiles/{profile_id}/promotions/{promotion_id}/activations", { params: life(id, promotionId) }));

export const deactivatePromotion = (id: number, promotionId: string) =>
  dataOf(api.DELETE("/v1/profiles/{profile_id}/promotions/{promotion_id}/activations/current", { params: life(id, promotionId) }));

export const changeGiftCard = (code: string, body: Schemas["GiftEntryInput"]) =>
  dataOf(api.POST("/v1/gift-cards/{code}/entries", { params: { path: { code } }, body }));

export const giftEntriesQuery = (code: string) =>
  queryOptions({
    queryKey: ["customers", "gift", code],
    queryFn: async () => (await dataOf(api.GET("/v1/gift-cards/{code}/entries", { params: { path: { code }, query: { limit: 50 } } }))).items,
  });
