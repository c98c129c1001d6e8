import { api, dataOf, type Schemas } from "@/api/client";

export type Entry = Schemas["AuditEntryView"];

export interface Wanted {
  object_type?: string;
  object_id?: string;
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
}

export const readLog = (wanted: Wanted, cursor?: string, limit = 50) =>
  dataOf(api.GET("/v1/audit-log", { params: { query: { ...wanted, ...(cursor && { cursor }), limit } } }));

/** A field before and after; undefined where it was not there. */
export interface Difference {
  field: string;
  before: unknown;
  after: unknown;
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields that differ, those inside other fields by their path. */
export function differencesOf({ before, after }: Pick<Entry, "before" | "after">): Difference[] {
  return walk("", before ?? undefined, after ?? undefined);
}

function walk(path: string, before: unknown, after: unknown): Difference[] {
  if (isPlain(before) || isPlain(after)) {
    const first = isPlain(before) ? before : {};
    const second = isPlain(after) ? after : {};
    if ((isPlain(before) || before === undefined || before === null) && (isPlain(after) || after === undefined || after === null)) {
      const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
      const inside = names.flatMap((name) => walk(path ? `${path}.${name}` : name, first[name], second[name]));
      if (names.length > 0) return inside;
    }
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field: path, before, after }];
}

/** What was put into a list of words and what was taken out; nothing when it is no such list. */
export function membersOf({ before, after }: Difference): { added: string[]; gone: string[] } | undefined {
  const words = (value: unknown) => (Array.isArray(value) && value.every((item) => typeof item === "string") ? (value as string[]) : undefined);
  const first = words(before);
  const second = words(after);
  if (!first || !second) return undefined;
  return { added: second.filter((word) => !first.includes(word)), gone: first.filter((word) => !second.includes(word)) };
}

/** Where the thing of an entry is shown, if it has a page. */
export function pageOf({ object_type, object_id }: Entry): string | undefined {
  const pages: Record<string, string> = {
    pool: "/pools/",
    promotion: "/promotions/",
    workflow: "/workflows/",
    audience: "/audiences/",
    webhook: "/webhooks/",
    campaign: "/campaigns/",
    handbill: "/handbills/",
    api_key: "/keys?state=all&key=",
    profile: "/customers/",
    fraud_case: "/fraud/",
  };
  const page = pages[object_type];
  return page && `${page}${encodeURIComponent(object_id)}`;
}
