/** Free properties of a customer as rows of a form, and back. */
export type Kind = "text" | "number" | "yesno" | "json";

export interface Row {
  key: number;
  name: string;
  kind: Kind;
  text: string;
}

let made = 0;

export const newRow = (name = "", kind: Kind = "text", text = ""): Row => ({ key: ++made, name, kind, text });

export function rowsOf(attributes: Record<string, unknown>, hidden: readonly string[]): Row[] {
  return Object.entries(attributes)
    .filter(([name]) => !hidden.includes(name))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => {
      if (typeof value === "string") return newRow(name, "text", value);
      if (typeof value === "number") return newRow(name, "number", String(value));
      if (typeof value === "boolean") return newRow(name, "yesno", String(value));
      return newRow(name, "json", JSON.stringify(value));
    });
}

/** The value of a row; undefined where the text is not one. */
export function valueOf({ kind, text }: Row): unknown {
  if (kind === "text") return text;
  if (kind === "yesno") return text === "true";
  if (kind === "number") return text.trim() !== "" && Number.isFinite(Number(text.replace(",", "."))) ? Number(text.replace(",", ".")) : undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What changed: null deletes. */
export function difference(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const name of Object.keys(before)) if (!(name in after)) changed[name] = null;
  for (const [name, value] of Object.entries(after)) if (JSON.stringify(before[name]) !== JSON.stringify(value)) changed[name] = value;
  return changed;
}
