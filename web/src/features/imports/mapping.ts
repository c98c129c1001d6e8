import type { CellType, What } from "@/features/imports/imports";

/** How the file is cut into cells; what is left out, the server finds out. */
export interface Dialect {
  encoding?: string;
  delimiter?: string;
  has_header?: boolean;
  sheet?: string;
}

/** What each column goes to, null for nothing, and how cells of free properties are read. */
export interface Mapping {
  labels: (string | null)[];
  types: Record<string, CellType>;
}

/** What only some imports ask, by the names of the API. */
export interface Extras {
  empty?: "clear";
  name?: string;
  create_tags?: boolean;
  coupons?: { tag: string; codes: number };
}

/** The meanings that are free properties by names of one's own: their cells may be numbers and the like. */
export const isFree = (label: string | null): boolean => /^(attributes|params)\./.test(label ?? "");

/** Labels that stand at more than one column. */
export function repeatedIn(labels: (string | null)[]): string[] {
  return [...new Set(labels.filter((label, at): label is string => label !== null && labels.indexOf(label) !== at))];
}

/** The options of the API: each column is named by its number, so that nothing is left to its name. */
export function optionsOf(what: What, dialect: Dialect, columns: string[], mapping: Mapping, extras: Extras): Record<string, unknown> {
  const { labels } = mapping;
  const ignore = labels.flatMap((label, at) => (label === null ? [at] : []));
  const at = Object.fromEntries(labels.flatMap((label, index) => (label === null ? [] : [[label, index] as const])));
  if (what === "codes") {
    const attributes = Object.fromEntries(
      Object.entries(at).flatMap(([label, index]) => (label.startsWith("attributes.") ? [[label.slice("attributes.".length), index]] : [])),
    );
    const named = { ...(at.code !== undefined && { code: at.code }), ...(at.expires_at !== undefined && { expires_at: at.expires_at }) };
    return { ...dialect, columns: { ...named, attributes, ignore } };
  }
  const types = Object.fromEntries(
    columns.flatMap((name, index) => {
      const type = mapping.types[name];
      return type && type !== "text" && isFree(labels[index] ?? null) ? [[name, type]] : [];
    }),
  );
  return { ...dialect, columns: at, ignore, ...(what !== "promotions" && { types }), ...extrasOf(what, extras) };
}

function extrasOf(what: What, { empty, name, create_tags, coupons }: Extras): Extras {
  if (what === "customers") return { ...(empty && { empty }) };
  if (what === "events") return { ...(name && { name }) };
  return { ...(create_tags && { create_tags }), ...(coupons?.tag && { coupons }) };
}

const place = (what: What, columns: string[]) => `largesse-import-${what}-${JSON.stringify(columns)}`;

/** What was chosen here before for a file with the same header. */
export function recalled(what: What, columns: string[]): Mapping | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(place(what, columns)) ?? "null") as Mapping | null;
    return kept?.labels.length === columns.length ? { labels: kept.labels, types: kept.types } : undefined;
  } catch {
    return undefined;
  }
}

export function remember(what: What, columns: string[], mapping: Mapping | undefined): void {
  if (mapping) localStorage.setItem(place(what, columns), JSON.stringify(mapping));
  else localStorage.removeItem(place(what, columns));
}
