import i18next from "i18next";

/** Something that the server says: its code, its own words, and what these name. */
export interface Told {
  code: string;
  message: string;
  field?: string | null | undefined;
  facts?: Readonly<Record<string, unknown>> | undefined;
}

const SIGNS = /`([^`]+)`/g;
const HOLES = /\{\{(\w+)\}\}/g;

/** An error as a whole; its own words follow, since they may name what is meant. */
export function toldError({ code, message, facts }: Told): string {
  const said = say(`codes.${code}`, facts);
  return said === undefined ? message : `${said} (${message})`;
}

/** What is wrong with a field. */
export function toldField({ code, message, facts }: Told): string {
  return say(`fields.${code}`, facts) ?? own(message.replace(/^Value error, /, ""));
}

/** What keeps a draft from being published. */
export function toldDraft<Found extends Told>(found: Found): Found {
  return { ...found, message: draft(found) };
}

/** A sentence of the API's own catalogues, such as what a setting or a permission is for; itself where there are no words for it. */
export function toldHelp(text: string): string {
  const said: unknown = i18next.getResource(i18next.language, "help", text, { keySeparator: false });
  return typeof said === "string" ? said : text;
}

/** Why a row of a file was not taken; sentences may hold others. */
export function toldRow(reason: string): string {
  const all = (i18next.getResource(i18next.language, "errors", "rows") ?? {}) as Record<string, string>;
  if (all[reason] !== undefined) return all[reason];
  for (const [sentence, said] of Object.entries(all)) {
    const found = sentence.includes("{{") ? shape(sentence).exec(reason)?.groups : undefined;
    if (found) return said.replace(HOLES, (_, name: string) => toldRow(found[name] ?? ""));
  }
  return reason;
}

/** A sentence as a pattern, of which the parts in braces are read; a name that comes twice is read once. */
function shape(sentence: string): RegExp {
  const seen = new Set<string>();
  const parts = sentence.split(HOLES).map((part, at) => {
    if (at % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    return `(?<${part}>.+?)`;
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}

function draft({ code, message, field, facts = {} }: Told): string {
  const last = field?.split(".").at(-1);
  if (typeof facts.port === "string") return say(`drafts.${code}`, { port: named(`workflows:ports.${facts.port}`, facts.port) }) ?? message;
  if (typeof facts.ref === "string") return say("drafts.missing_thing") ?? message;
  if (code.startsWith("missing_") && last) return say("drafts.missing", { setting: named(`forms:fields.${last}`, last) }) ?? message;
  if (typeof facts.fault === "string") return say(`fields.${facts.fault}`, facts) ?? own(message);
  return say(`drafts.${code}`, facts) ?? message;
}

/** Words of a setting's own check: in the reader's language, or at least as the screen calls what they name. */
function own(message: string): string {
  const all = i18next.getResource(i18next.language, "errors", "own") as Record<string, string> | undefined;
  const said = all?.[message];
  if (said !== undefined) return said;
  const words = message.replace(SIGNS, (_, name: string) => `“${named(`forms:fields.${name}`, named(`forms:values.${name}`, name))}”`);
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function say(key: string, facts: Readonly<Record<string, unknown>> = {}): string | undefined {
  const text = `errors:${key}`;
  return i18next.exists(text) ? i18next.t(text, facts) : undefined;
}

const named = (key: string, other: string): string => (i18next.exists(key) ? i18next.t(key) : other);
