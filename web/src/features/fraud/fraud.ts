import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";

export type FraudCase = Schemas["FraudCaseView"];
export type Finding = Schemas["FindingView"];
export type Kind = FraudCase["subject"]["kind"];
export type State = FraudCase["state"];
export type Verdict = Schemas["DecisionInput"]["verdict"];
export type Decision = Schemas["DecisionInput"];
export type FraudSettings = Schemas["FraudSettings-Output"];

export const KINDS: Kind[] = ["customer", "code", "staff"];
export const DECIDED: Verdict[] = ["confirmed", "dismissed"];
export const PAGE = 50;

/** How cases are filtered; what is empty does not filter. */
export type CaseFilter = Record<"kind" | "signal", string>;

export const UNFILTERED: CaseFilter = { kind: "", signal: "" };

/** The worst first; of decided ones only, the latest decision. */
export const readCases = (states: State[], filter: Partial<CaseFilter> & { subject?: string }, cursor = "", limit = PAGE) =>
  dataOf(
    api.GET("/v1/fraud-cases", {
      params: {
        query: {
          limit,
          state: states,
          order: states.length > 0 && !states.includes("open") ? "decided_at" : "score",
          cursor: cursor || undefined,
          kind: (filter.kind || undefined) as Kind | undefined,
          signal: filter.signal || undefined,
          subject: filter.subject || undefined,
        },
      },
    }),
  );

export const readCase = (case_id: string) => dataOf(api.GET("/v1/fraud-cases/{case_id}", { params: { path: { case_id } } }));

export const caseQuery = (case_id: string) => queryOptions({ queryKey: ["fraud", "case", case_id], queryFn: () => readCase(case_id) });

/** All cases about a subject, in these states. */
export const casesAboutQuery = (kind: Kind, subject: string, states: State[] = []) =>
  queryOptions({ queryKey: ["fraud", "about", kind, subject, states], queryFn: async () => (await readCases(states, { kind, subject })).items });

/** The open case that comes after this one in the queue, or its first; nothing when there is no other. */
export async function nextCase(after: string, filter: CaseFilter): Promise<string | undefined> {
  const [below] = (await readCases(["open"], filter, after, 1)).items;
  if (below) return below.id;
  return (await readCases(["open"], filter, "", 2)).items.find(({ id }) => id !== after)?.id;
}

export const decide = (case_id: string, body: Decision) => dataOf(api.POST("/v1/fraud-cases/{case_id}/decisions", { params: { path: { case_id } }, body }));

/** What is shown of a decided case, its subject and the queue is read again. */
export function useAfterDecision(): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all(["fraud", "overview", "customers", "pools"].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

export const fraudSettingsQuery = queryOptions({
  queryKey: ["fraud-settings"],
  queryFn: () => dataOf(api.GET("/v1/fraud-settings")),
});

/** Without settings: what a new workspace has. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: FraudSettings | undefined) => dataOf(api.PUT("/v1/fraud-settings", { body: (settings ?? {}) as Schemas["FraudSettings-Input"] })),
    onSuccess: (saved) => client.setQueryData(fraudSettingsQuery.queryKey, saved),
  });
}

export type Level = "low" | "medium" | "high";

const HIGH = 80;
const MEDIUM = 60;

/** How bad a score is, for those who do not know the numbers. */
export const levelOf = (score: number): Level => (score >= HIGH ? "high" : score >= MEDIUM ? "medium" : "low");
