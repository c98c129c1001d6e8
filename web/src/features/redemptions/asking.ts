import { api, dataOf, type Schemas } from "@/api/client";
import type { CartInput } from "@/features/redemptions/sample";

export type Validation = Schemas["ValidationView"];
export type Candidate = Schemas["CandidateView"];
export type Qualification = Schemas["QualificationView"];

interface Asked {
  customer: number | undefined;
  codes: string[];
  cart: CartInput;
}

const customerOf = (id: number | undefined) => (id === undefined ? null : { id });

/** What the cart would get; with `all`, every promotion is told of, not only those that were asked for. */
export const validate = ({ customer, codes, cart }: Asked, all: boolean) =>
  dataOf(api.POST("/v1/validations", { body: { codes, customer: customerOf(customer), cart, explain: all ? "all" : "asked" } }));

/** What the customer could use now, with this cart or before anything is in it. */
export const qualify = (customer: number, cart: CartInput | null) =>
  dataOf(api.POST("/v1/qualifications", { params: { query: { limit: 50 } }, body: { customer: customerOf(customer), cart } }));

/** Redeems; the key makes it happen once however often it is sent. */
export const redeem = ({ customer, codes, cart }: Asked, key: string) =>
  dataOf(
    api.POST("/v1/redemptions", {
      body: { codes, customer: customerOf(customer), cart, metadata: { made_at: "till page" } },
      headers: { "Idempotency-Key": key },
    }),
  );
