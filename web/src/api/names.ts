import { useQueries, useQuery } from "@tanstack/react-query";
import i18next from "i18next";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import { useMay } from "@/api/session";

export type Profile = Schemas["ProfileView"];
type Actor = Schemas["ActorView"];

const KEPT = 300_000;
const SHORT = 8;
const WAITING = "…";
const NAMING = "ACCOUNTS_ACTOR_READ";
const NOBODY: Actor[] = [];

/** What a customer is called: by name if there is one, else by what he is known by. */
export function nameOf(profile: Profile): string {
  const { firstname, lastname } = profile.attributes;
  const name = [firstname, lastname].filter((part) => typeof part === "string" && part !== "").join(" ");
  return name || profile.email || profile.custom_id || profile.phone || `#${String(profile.id)}`;
}

type Id = string | null | undefined;

type NameOf = (id: string, unknown?: string) => string;

/** Names of promotions by their ids; one that cannot be read is called by the end of its id, or as told. */
export const usePromotionNames = (ids: readonly Id[]): NameOf =>
  useNames("promotions", ids, (promotion_id) => dataOf(api.GET("/v1/promotions/{promotion_id}", { params: { path: { promotion_id } } })));

/** Names of pools by their ids, as those of promotions. */
export const usePoolNames = (ids: readonly Id[]): NameOf => useNames("pools", ids, (pool_id) => dataOf(api.GET("/v1/pools/{pool_id}", { params: { path: { pool_id } } })));

function useNames(kind: string, ids: readonly Id[], read: (id: string) => Promise<{ name: string }>): NameOf {
  const wanted = [...new Set(ids)].filter((id): id is string => typeof id === "string").sort();
  const names = useQueries({
    queries: wanted.map((id) => ({
      queryKey: [kind, "name", id],
      queryFn: async () => (await read(id)).name,
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

/** What members and keys are called, by the labels that lists of what was done have of them; others by a word, or as told. */
export function useActorNames(labels: readonly Id[]): NameOf {
  const may = useMay(NAMING);
  const wanted = [...new Set(labels)].filter((label): label is string => /^(member|api_key):/.test(label ?? "")).sort();
  const { data, isLoading } = useQuery({
    queryKey: ["actors", "names", wanted],
    queryFn: () => dataOf(api.GET("/v1/actors", { params: { query: { actor: wanted, limit: wanted.length } } })),
    enabled: may && wanted.length > 0,
    staleTime: KEPT,
    retry: false,
  });
  const names = new Map(data?.items.map(({ actor, name }) => [actor, name]));
  return (label, unknown = namelessActor(label)) => names.get(label) ?? (isLoading && wanted.includes(label) ? WAITING : unknown);
}

/** What the system, and somebody whose name is not known, is called. */
export function namelessActor(label: string): string {
  const [kind = "", id = ""] = label.split(":");
  return i18next.t([`app:actors.parts.${id}`, `app:actors.kinds.${kind}`], label);
}

/** All members and keys, ended ones too; none for whoever may not know them. */
export function useActors(): Actor[] {
  const { data } = useQuery({
    queryKey: ["actors", "all"],
    queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/actors", { params: { query: { limit: MOST, cursor } } }))),
    enabled: useMay(NAMING),
    staleTime: 60_000,
  });
  return data ?? NOBODY;
}
