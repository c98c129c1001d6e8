import { queryOptions, useQuery } from "@tanstack/react-query";

import { api, dataOf, rememberCsrf, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import { queries } from "@/api/queries";

export type Session = Schemas["SessionView"];

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await dataOf(api.GET("/v1/sessions/current"));
      rememberCsrf(session.csrf_token);
      return session;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
});

/** The session of the page, which only signed-in members see. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error("nobody is signed in");
  return data;
}

/** Whether the member may do that; screens tell why a button is off. */
export function useMay(permission: string): boolean {
  return useSession().member.permissions.includes(permission);
}

export async function signOut(): Promise<void> {
  await api.DELETE("/v1/sessions/current");
  queries.clear();
}

/** A session has begun: what was read before may have been another member's. */
export function startSession(session: Session): void {
  queries.clear();
  rememberCsrf(session.csrf_token);
  queries.setQueryData(sessionQuery.queryKey, session);
}

/** Whether the server waits for its first workspace. */
export const setUpQuery = queryOptions({
  queryKey: ["set-up"],
  staleTime: 60_000,
  queryFn: () => dataOf(api.GET("/v1/set-up")),
});
