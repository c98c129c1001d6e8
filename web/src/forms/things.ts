import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import { usePromotionNames } from "@/api/names";
import { isObject } from "@/forms/values";

export interface Named {
  id: string;
  name: string;
}

/** Where the things of a kind are found by their names. */
export interface Source {
  key: string;
  find: (search: string) => Promise<Named[]>;
  /** Whether the server searches; else everything is here. */
  searches?: boolean;
}

const LISTS = {
  pools: (cursor?: string) => dataOf(api.GET("/v1/pools", { params: { query: { limit: MOST, cursor } } })),
  audiences: (cursor?: string) => dataOf(api.GET("/v1/audiences", { params: { query: { limit: MOST, cursor } } })),
  templates: (cursor?: string) => dataOf(api.GET("/v1/message-templates", { params: { query: { limit: MOST, cursor } } })),
  keys: (cursor?: string) => dataOf(api.GET("/v1/keys", { params: { query: { limit: MOST, cursor } } })),
  members: (cursor?: string) => dataOf(api.GET("/v1/members", { params: { query: { limit: MOST, cursor } } })),
  connections: (cursor?: string) => dataOf(api.GET("/v1/connections", { params: { query: { limit: MOST, cursor } } })),
  recipients: (cursor?: string) => dataOf(api.GET("/v1/recipient-lists", { params: { query: { limit: MOST, cursor } } })),
};

/** All things of a kind that one picks from. */
function whole(key: keyof typeof LISTS): Source {
  return { key, find: async () => (await everyItem<Named>(LISTS[key])).map(({ id, name }) => ({ id, name })) };
}

const PROMOTIONS: Source = {
  key: "promotions",
  searches: true,
  find: async (search) => (await dataOf(api.GET("/v1/promotions", { params: { query: { limit: 50, search: search || undefined } } }))).items,
};

const [POOLS, AUDIENCES, CONNECTIONS] = [whole("pools"), whole("audiences"), whole("connections")];
/** Settings that name a thing of the workspace by its id. */
const SETTINGS: Record<string, Source> = {
  pool_id: POOLS,
  pool_ids: POOLS,
  promotion_id: PROMOTIONS,
  promotion_ids: PROMOTIONS,
  audience_id: AUDIENCES,
  template_id: whole("templates"),
  connection_id: CONNECTIONS,
  connection: CONNECTIONS,
  list_ids: whole("recipients"),
};
/** What the setting `ids` names, by the type of the settings it is one of. */
const IDS: Record<string, Source> = { api_keys: whole("keys"), members: whole("members") };

export const SOURCES: readonly Source[] = [...new Set([...Object.values(SETTINGS), ...Object.values(IDS)])];

/** Where the thing is found that a setting names; `owner` is the type of the settings it is one of. */
export function sourceOf(name: string, owner: string): Source | undefined {
  return name === "ids" ? IDS[owner] : SETTINGS[name];
}

export function namesOf(source: Source, search = "") {
  return { queryKey: ["picker", source.key, search], queryFn: () => source.find(search), staleTime: 30_000, retry: false };
}

/** The things that these settings name, by name: `named(name, owner, id)`; undefined where a setting names none. */
export function useThings(settings: unknown) {
  const { t } = useTranslation("forms");
  const found = [...thingsIn(settings)];
  const sources = [...new Map(found.filter(({ source }) => !source.searches).map(({ source }) => [source.key, source])).values()];
  const promotion = usePromotionNames(found.filter(({ source }) => source === PROMOTIONS).map(({ id }) => id));
  const lists = useQueries({ queries: sources.map((source) => namesOf(source)) });
  return (name: string, owner: string, id: unknown): string | undefined => {
    const source = sourceOf(name, owner);
    if (source === undefined || typeof id !== "string") return undefined;
    const short = t("unnamed", { id: id.slice(-8) });
    if (source === PROMOTIONS) return promotion(id, short);
    const list = lists[sources.findIndex(({ key }) => key === source.key)];
    return list?.data?.find((each) => each.id === id)?.name ?? (list?.isPending ? "…" : short);
  };
}

function* thingsIn(settings: unknown, owner = ""): Generator<{ source: Source; id: string }> {
  if (Array.isArray(settings)) for (const each of settings) yield* thingsIn(each, owner);
  if (!isObject(settings)) return;
  const type = String(settings.type ?? owner);
  for (const [name, value] of Object.entries(settings)) {
    const source = sourceOf(name, type);
    const ids: unknown[] = Array.isArray(value) ? value : [value];
    if (source) for (const id of ids) if (typeof id === "string" && id !== "") yield { source, id };
    yield* thingsIn(value, type);
  }
}
