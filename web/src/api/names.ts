import { useQueries, useQuery } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";

export type Profile = Schemas["ProfileView"];

const KEPT = 300_000;
const SHORT = 8;
const WAITING = "…";

/** What a customer is called: by name if there is one, else by what he is known by. */
export function nameOf(profile: Profile): string {
  const { firstname, lastname } = profile.attributes;
  const name = [firstname, lastname].filter((part) => typeof part === "string" && part !== "").join(" ");
  return name || profile.email || profile.custom_id || profile.phone || `#${String(profile.id)}`;
}

type Id = string | null | undefined;

/** Names of promotions by their ids; one that cannot be read is called by the end of its id, or as told. */
export function usePromotionNames(ids: readonly Id[]): (id: string, unknown?: string) => string {
  const wanted = [...new Set(ids)].filter((id): id is string => typeof id === "string").sort();
  const names = useQueries({
    queries: wanted.map((id) => ({
      queryKey: ["promotions", "name", id],
      queryFn: async () => (await dataOf(api.GET("/v1/promotions/{promotion_id}", { params: { path: { promotion_id: id } } }))).name,
      staleTime: KEPT,
      retry: false,
    })),
    combine: (results) => results.map((result) => (result.isPending ? WAITING : result.data)),
  });
  return (id, unknown = id.slice(-SHORT)) => names[wanted.indexOf(id)] ?? unknown;
}

/** Names of customers by their numbers; one that was erased is called by the number. */
export function useCustomerNames(ids: readonly (number | null | undefined)[]): (id: number) => string {
  const wanted = [...new Set(ids)].filter((id): id is number => typeof id === "number").sort((a, b) => a - b);
  const { data, isPending } = useQuery({
    queryKey: ["customers", "names", wanted],
    queryFn: () => dataOf(api.GET("/v1/profiles", { params: { query: { id: wanted, limit: Math.max(wanted.length, 1) } } })),
    enabled: wanted.length > 0,
    staleTime: KEPT,
    retry: false,
  });
  const names = new Map(data?.items.map((profile) => [profile.id, nameOf(profile)]));
  return (id) => names.get(id) ?? (isPending ? WAITING : `#${String(id)}`);
}
