import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";

export type OwnSession = Schemas["OwnSessionView"];

export const sessionsQuery = queryOptions({
  queryKey: ["own-sessions"],
  queryFn: () => dataOf(api.GET("/v1/sessions")),
});

export const changeName = (name: string) => dataOf(api.PATCH("/v1/members/current", { body: { name } }));
export const changePassword = (body: Schemas["OwnPasswordInput"]) => api.PUT("/v1/members/current/password", { body });
export const endSession = (id: string) => api.DELETE("/v1/sessions/{session_id}", { params: { path: { session_id: id } } });
export const signOutEverywhere = () => api.DELETE("/v1/sessions");

const proof = (current_password: string) => ({ body: { current_password } });
export const beginSecondStep = (password: string) => dataOf(api.POST("/v1/members/current/second-step", proof(password)));
export const confirmSecondStep = (code: string) => dataOf(api.POST("/v1/members/current/second-step/confirmations", { body: { code } }));
export const removeSecondStep = (password: string) => api.POST("/v1/members/current/second-step/removals", proof(password));
export const renewRecoveryCodes = (password: string) => dataOf(api.POST("/v1/members/current/recovery-codes", proof(password)));

const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** What a person calls the program behind a User-Agent, such as "Firefox · Windows"; else the first words of it. */
export function browserOf(agent: string): string {
  const named = (known: [RegExp, string][]) => known.find(([mark]) => mark.test(agent))?.[1];
  return [named(BROWSERS), named(SYSTEMS)].filter(Boolean).join(" · ") || agent.slice(0, 60);
}
