import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import type { Tone } from "@/ui/Status";

export type Pool = Schemas["PoolView"];

/** All pools: there are dozens, rarely hundreds, so that filters and sorting need no server. */
export const poolsQuery = queryOptions({
  queryKey: ["pools"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/pools", { params: { query: { limit: MOST, cursor } } }))),
  refetchInterval: 30_000,
});

/** The share of codes that are left, 0 to 1; a pool that makes codes as they are asked for has none. */
export function shareLeft(pool: Pool): number | undefined {
  const all = pool.remaining + pool.assigned + pool.redeemed;
  return pool.kind === "dynamic" || all === 0 ? undefined : pool.remaining / all;
}

/** Days until the pool is empty if codes go as in the last 14 days. */
export function daysLeft(pool: Pool): number | undefined {
  if (pool.kind === "dynamic") return undefined;
  if (pool.remaining === 0) return 0;
  return pool.burn_rate > 0 ? pool.remaining / pool.burn_rate : undefined;
}

export type Stock = "empty" | "low" | "healthy" | "paused" | "endless";

export function stockOf(pool: Pool): Stock {
  if (!pool.active) return "paused";
  if (pool.kind === "dynamic") return "endless";
  if (pool.remaining === 0) return "empty";
  return pool.low ? "low" : "healthy";
}

export const STOCK_TONES: Record<Stock, Tone> = {
  empty: "bad",
  low: "warn",
  healthy: "good",
  paused: "paused",
  endless: "good",
};
