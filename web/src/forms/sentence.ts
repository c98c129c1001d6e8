/** "On {days}[ in {zone}]": words, settings, and parts in brackets that are left out where theirs are not set. */

export interface Part {
  text: string;
  /** It is a setting, or the gap where one is missing. */
  kind: "words" | "value" | "gap";
}

const PIECE = /\[([^\]]*)\]|\{(\w+)\}|([^[{]+)/g;

export function partsOf(template: string, say: (name: string) => string | undefined): Part[] {
  const parts: Part[] = [];
  for (const [, optional, name, words] of template.matchAll(PIECE)) {
    if (optional !== undefined) {
      const inner = partsOf(optional, say);
      if (inner.every(({ kind }) => kind !== "gap")) parts.push(...inner);
    } else if (name !== undefined) {
      const said = say(name);
      parts.push(said === undefined ? { text: "…", kind: "gap" } : { text: said, kind: "value" });
    } else if (words !== undefined) parts.push({ text: words, kind: "words" });
  }
  return parts;
}

export function plain(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join("").replace(/\s+/g, " ").trim();
}
