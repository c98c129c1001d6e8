import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import type { Tone } from "@/ui/Status";

export type Pool = Schemas["PoolView"];
export type PoolInput = Schemas["PoolInput"];
export type PoolPatch = Schemas["PoolPatch"];
export type PoolDay = Schemas["PoolDay"];

const ofPool = (poolId: string) => ({ path: { pool_id: poolId } });

/** All pools: there are dozens, rarely hundreds, so that filters and sorting need no server. */
export const poolsQuery = queryOptions({
  queryKey: ["pools"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/pools", { params: { query: { limit: MOST, cursor } } }))),
  refetchInterval: 30_000,
});

export const poolQuery = (poolId: string) =>
  queryOptions({
    queryKey: ["pools", poolId],
    queryFn: () => dataOf(api.GET("/v1/pools/{pool_id}", { params: ofPool(poolId) })),
    refetchInterval: 10_000,
  });

export const historyQuery = (poolId: string, days: number) =>
  queryOptions({
    queryKey: ["pools", poolId, "history", days],
    queryFn: () => dataOf(api.GET("/v1/pools/{pool_id}/history", { params: { ...ofPool(poolId), query: { days } } })),
    refetchInterval: 60_000,
  });

/** Imports, generations and what was taken back of them, the latest first. */
export const fillingsQuery = (poolId: string) =>
  queryOptions({
    queryKey: ["pools", poolId, "imports"],
    queryFn: () => dataOf(api.GET("/v1/pools/{pool_id}/imports", { params: ofPool(poolId) })),
    refetchInterval: ({ state }) => (state.data?.items.some((job) => ["queued", "running"].includes(job.state)) ? 2_000 : 30_000),
  });

/** What is read of pools is read again: counts, lists, history. */
export function useRefreshPools(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["pools"] });
}

/** Makes a pool, or changes the one that is named. */
export function useSavePool(poolId?: string) {
  const refresh = useRefreshPools();
  return useMutation({
    mutationFn: (body: PoolInput | PoolPatch) =>
      poolId === undefined
        ? dataOf(api.POST("/v1/pools", { body: body as PoolInput }))
        : dataOf(api.PATCH("/v1/pools/{pool_id}", { params: ofPool(poolId), body })),
    onSuccess: refresh,
  });
}

export function useDeletePool() {
  const refresh = useRefreshPools();
  return useMutation({
    mutationFn: (poolId: string) => dataOf(api.DELETE("/v1/pools/{pool_id}", { params: ofPool(poolId) })),
    onSuccess: refresh,
  });
}

export function useGenerate(poolId: string) {
  const refresh = useRefreshPools();
  return useMutation({
    mutationFn: (body: Schemas["GenerationInput"]) => dataOf(api.POST("/v1/pools/{pool_id}/generations", { params: ofPool(poolId), body })),
    onSuccess: refresh,
  });
}

export function useUndoImport(poolId: string) {
  const refresh = useRefreshPools();
  return useMutation({
    mutationFn: (jobId: string) =>
      dataOf(api.DELETE("/v1/pools/{pool_id}/imports/{job_id}", { params: { path: { pool_id: poolId, job_id: jobId } } })),
    onSettled: refresh,
  });
}

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

/** How many codes the alert's threshold amounts to now. */
export function thresholdInCodes(pool: Pool): number | undefined {
  const threshold = pool.alert?.threshold;
  if (!threshold) return undefined;
  const { below, unit = "codes" } = threshold;
  if (unit === "percent") return (below / 100) * pool.total;
  return unit === "days" ? below * pool.burn_rate : below;
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
