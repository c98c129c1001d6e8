import { api, dataOf, type Schemas } from "@/api/client";
import type { Definition } from "@/features/promotions/promotions";
import { isObject } from "@/forms/values";

export type Tried = Schemas["ValidationView"];
export type Candidate = Schemas["CandidateView"];
export type Order = Schemas["OrderView"];

/** A cart as the API has it: what is not edited here stays as it is. */
export type Cart = Record<string, unknown>;

export const sampleCart = (currency: string): Cart => ({
  currency,
  items: [
    { sku: "TEA-100", quantity: 2, price: 450, categories: ["tea"] },
    { sku: "CUP-1", quantity: 1, price: 5290 },
  ],
  shipping: 490,
});

export function itemsOf(cart: Cart): Record<string, unknown>[] {
  return Array.isArray(cart.items) ? (cart.items as unknown[]).filter(isObject) : [];
}

export const tryPromotion = (id: string, asked: { cart: Cart; customer: string; whatIf: string | null; codes: string[]; definition: Definition }) =>
  dataOf(
    api.POST("/v1/promotions/{promotion_id}/trials", {
      params: { path: { promotion_id: id } },
      body: {
        cart: asked.cart,
        codes: asked.codes,
        definition: asked.definition,
        customer: asked.customer ? { id: Number(asked.customer) } : null,
        what_if: asked.whatIf,
      } as unknown as Schemas["TrialInput"],
    }),
  );

export const latestOrders = () => dataOf(api.GET("/v1/orders", { params: { query: { limit: 50 } } }));
