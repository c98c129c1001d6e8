import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import type { Tone } from "@/ui/Status";

export type Key = Schemas["KeyView"];
export type CreatedKey = Schemas["CreatedKeyView"];
export type KeyDraft = Required<Pick<Schemas["KeyInput"], "name" | "kind" | "permissions" | "denied_events" | "addresses">> & { expires_at: string | null };

/** All keys, revoked ones too: a workspace has dozens. */
export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: () => everyItem((cursor) => dataOf(api.GET("/v1/keys", { params: { query: { limit: MOST, cursor } } }))),
});

const at = (key_id: string) => ({ params: { path: { key_id } } });

export const createKey = (body: KeyDraft) => dataOf(api.POST("/v1/keys", { body: body as Schemas["KeyInput"] }));
export const changeKey = (id: string, { name, permissions, denied_events, addresses, expires_at }: KeyDraft) =>
  dataOf(api.PATCH("/v1/keys/{key_id}", { ...at(id), body: { name, permissions, denied_events, addresses, expires_at } as Schemas["KeyPatch"] }));
export const revokeKey = (id: string) => api.DELETE("/v1/keys/{key_id}", at(id));
export const rotateKey = (id: string, overlap_hours: number) => dataOf(api.POST("/v1/keys/{key_id}/rotations", { ...at(id), body: { overlap_hours } }));

export const NEW_KEY: KeyDraft = { name: "", kind: "workspace", permissions: [], denied_events: [], addresses: [], expires_at: null };

export const draftOf = (key: Key): KeyDraft => ({
  name: key.name,
  kind: key.kind as KeyDraft["kind"],
  permissions: key.permissions as KeyDraft["permissions"],
  denied_events: key.denied_events,
  addresses: key.addresses,
  expires_at: key.expires_at,
});

export type KeyState = "active" | "ending" | "expired" | "revoked";

const SOON = 7 * 86_400_000;

export function stateOf(key: Key, now = Date.now()): KeyState {
  if (key.revoked_at) return "revoked";
  if (!key.expires_at) return "active";
  const left = new Date(key.expires_at).getTime() - now;
  return left <= 0 ? "expired" : left < SOON ? "ending" : "active";
}

export const KEY_TONES: Record<KeyState, Tone> = { active: "good", ending: "warn", expired: "idle", revoked: "bad" };
