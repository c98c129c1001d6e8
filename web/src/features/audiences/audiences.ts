import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import type { Condition } from "@/features/audiences/conditions";

export type Audience = Schemas["AudienceView"];
export type Count = Schemas["AudienceCount"];

/** All audiences, in use or archived: there are dozens, so that filters and sorting need no server. */
export const audiencesQuery = (archived: boolean) =>
  queryOptions({
    queryKey: ["audiences", "list", archived],
    queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/audiences", { params: { query: { limit: MOST, cursor, archived } } }))),
  });

export const audienceQuery = (id: string) =>
  queryOptions({
    queryKey: ["audiences", "one", id],
    queryFn: () => dataOf(api.GET("/v1/audiences/{audience_id}", { params: { path: { audience_id: id } } })),
  });

/** How many people meet the conditions now; a question that is no longer asked is taken back. */
export const countQuery = (conditions: Condition) =>
  queryOptions({
    queryKey: ["audiences", "count", conditions],
    staleTime: 30_000,
    gcTime: 60_000,
    queryFn: ({ signal }) => dataOf(api.POST("/v1/audiences/counts", { body: { conditions }, signal })),
  });

export const sampleQuery = (conditions: Condition) =>
  queryOptions({
    queryKey: ["audiences", "sample", conditions],
    staleTime: 30_000,
    gcTime: 60_000,
    queryFn: ({ signal }) => dataOf(api.POST("/v1/audiences/previews", { body: { conditions }, signal })),
  });

/** What profiles and events are made of here, for suggestions. */
export const profileWordsQuery = queryOptions({
  queryKey: ["profile-words"],
  staleTime: 300_000,
  queryFn: () => dataOf(api.GET("/v1/profile-words")),
});

export const eventWordsQuery = queryOptions({
  queryKey: ["event-words"],
  staleTime: 300_000,
  queryFn: () => dataOf(api.GET("/v1/event-words")),
});

export function saveAudience(id: string | undefined, audience: { name: string; conditions: Condition }): Promise<Audience> {
  return id === undefined
    ? dataOf(api.POST("/v1/audiences", { body: audience }))
    : dataOf(api.PATCH("/v1/audiences/{audience_id}", { params: { path: { audience_id: id } }, body: audience }));
}

/** Takes an audience off the lists, or brings it back. */
export async function archiveAudience(id: string, archived: boolean): Promise<void> {
  const params = { path: { audience_id: id } };
  if (archived) await api.DELETE("/v1/audiences/{audience_id}", { params });
  else await api.PATCH("/v1/audiences/{audience_id}", { params, body: { archived } });
}
