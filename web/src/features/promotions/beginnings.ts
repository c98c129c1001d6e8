import type { Definition } from "@/features/promotions/promotions";

/** What a new promotion may begin as; each is a draft that is edited further. */
export const BEGINNINGS: readonly { name: string; definition: Definition }[] = [
  { name: "percent", definition: { rewards: [{ type: "order_percent", percent: "10" }] } },
  { name: "code", definition: { access: { type: "generic_code", code: "WELCOME10" }, rewards: [{ type: "order_percent", percent: "10" }], limits: [{ measure: "redemptions", scope: "customer", period: "ever", most: 1 }] } },
  { name: "shipping", definition: { rules: { type: "all", rules: [{ type: "order_minimum", amount: 5000 }] }, rewards: [{ type: "free_shipping" }] } },
  { name: "buyGet", definition: { rewards: [{ type: "buy_get", buy_quantity: 2, get_quantity: 1, percent: "100" }] } },
  { name: "points", definition: { audience: "members", rewards: [{ type: "points", points: 1, per: 100 }] } },
  { name: "blank", definition: {} },
];
