import { queryOptions } from "@tanstack/react-query";

import { api, dataOf } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import type { Pool } from "@/features/pools/pools";
import type { Alert } from "@/features/pools/AlertFields";

export const recipientListsQuery = queryOptions({
  queryKey: ["recipient-lists"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/recipient-lists", { params: { query: { limit: MOST, cursor } } }))),
});

export const alertRulesQuery = queryOptions({
  queryKey: ["alert-rules"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/alert-rules", { params: { query: { limit: MOST, cursor } } }))),
});

const USUAL = 500;

/** What one switch sets: 500 codes, or a fifth of a small pool, and whoever pressed it. */
export function usualAlert(email: string, pool?: Pool): Alert {
  const small = pool !== undefined && pool.total > 0 && pool.total < 2 * USUAL;
  return { threshold: { unit: "codes", below: small ? Math.max(1, Math.round(pool.total / 5)) : USUAL }, emails: [email] };
}
