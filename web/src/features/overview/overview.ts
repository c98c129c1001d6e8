import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";

export type Overview = Schemas["OverviewView"];
export type Today = Schemas["TodayView"];
export type Money = Schemas["Money"];

/** What needs somebody now; read again every half minute. */
export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: () => dataOf(api.GET("/v1/overview")),
  refetchInterval: 30_000,
});

export const todayQuery = queryOptions({
  queryKey: ["overview", "today"],
  queryFn: () => dataOf(api.GET("/v1/overview/today")),
  refetchInterval: 60_000,
});

/** By how much it is more (0.1) or less (-0.1) than before; nothing when there was nothing to compare with. */
export function changeFrom(before: number, now: number): number | undefined {
  return before === 0 ? undefined : (now - before) / before;
}

/** Whether the workspace still lacks something without which nobody can redeem. */
export function isNew(steps: Overview["first_steps"]): boolean {
  return !(steps.has_pool && steps.has_codes && steps.has_promotion && steps.has_customer && steps.has_redemption);
}
