import type { JsonSchema } from "@/forms/schema";
import { resolved } from "@/forms/resolve";

/** What a value is, as far as its widget is concerned. */
export type Kind =
  | "choice"
  | "switch"
  | "integer"
  | "number"
  | "decimal"
  | "text"
  | "money"
  | "duration"
  | "moment"
  | "date"
  | "time"
  | "texts"
  | "choices"
  | "integers"
  | "object"
  | "union"
  | "list"
  | "map"
  | "alternatives"
  | "fixed"
  | "json";

export interface Shape {
  kind: Kind;
  /** The schema without references, and without null. */
  schema: JsonSchema;
  /** Null is allowed, and means "not set", never zero. */
  nullable: boolean;
  /** Of `alternatives`: what it may be, each a shape of its own. */
  options: JsonSchema[];
}

type Definitions = Record<string, JsonSchema>;

const FORMATS: Record<string, Kind> = { duration: "duration", "date-time": "moment", date: "date", time: "time" };
const CLOCK = "[0-5][0-9]$";
const CURRENCY = "^[A-Z]{3}$";

/** What kind of value a schema describes. */
export function shapeOf(given: JsonSchema, definitions: Definitions): Shape {
  const schema = resolved(given, definitions);
  const options = optionsOf(schema, definitions);
  const some = options.filter((option) => option.type !== "null");
  const nullable = some.length < options.length;
  if (options.length === 0) return { kind: plainKind(schema, definitions), schema, nullable: false, options: [] };
  const [only] = some;
  if (some.length === 1 && only) return { ...shapeOf(merged(schema, only), definitions), nullable };
  const kind = joinedKind(some);
  const rest = withoutChoices(schema);
  return { kind, schema: kind === "alternatives" ? schema : { ...bounds(some), ...rest }, nullable, options: some };
}

/** The choices of nested `anyOf`, one beside the other. */
function optionsOf(schema: JsonSchema, definitions: Definitions): JsonSchema[] {
  return (schema.anyOf ?? []).flatMap((option) => {
    const found = resolved(option, definitions);
    return found.anyOf ? optionsOf(found, definitions) : [found];
  }).reduce<JsonSchema[]>(folded, []);
}

/** An amount is a number, or a number for each currency: one widget for both. */
function folded(options: JsonSchema[], option: JsonSchema): JsonSchema[] {
  const last = options.at(-1);
  // A number that may be sent as text so that no digit is lost.
  if (last?.type === "number" && option.type === "string" && !option.format && !option.enum) return [...options.slice(0, -1), { ...last, format: "decimal" }];
  if (!isPerCurrency(option) || last?.type !== "integer") return [...options, option];
  return [...options.slice(0, -1), { ...last, format: "money" }];
}

function isPerCurrency(schema: JsonSchema): boolean {
  return schema.type === "object" && CURRENCY in (schema.patternProperties ?? {});
}

function joinedKind(options: JsonSchema[]): Kind {
  const types = options.map((option) => (option.format === "money" || option.properties || option.enum ? "other" : option.type));
  if (types.length === 2 && types.includes("number")) {
    if (types.includes("integer")) return "number";
  }
  return "alternatives";
}

function bounds(options: JsonSchema[]): JsonSchema {
  return options.find((option) => option.type === "number" || option.type === "integer") ?? {};
}

/** What was said about the setting goes before what is said about its only choice. */
function merged(outer: JsonSchema, inner: JsonSchema): JsonSchema {
  return { ...inner, ...withoutChoices(outer) };
}

function withoutChoices(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "anyOf"));
}

function plainKind(schema: JsonSchema, definitions: Definitions): Kind {
  if ("const" in schema) return "fixed";
  if (schema.enum) return "choice";
  if (schema.oneOf) return schema.discriminator ? "union" : "json";
  if (schema.format === "money" || schema.format === "decimal") return schema.format;
  if (schema.type === "string") return schema.pattern?.endsWith(CLOCK) ? "time" : (FORMATS[schema.format ?? ""] ?? "text");
  if (schema.type === "array") return listKind(schema, definitions);
  if (schema.type === "object") return objectKind(schema);
  return PLAIN[String(schema.type)] ?? "json";
}

const PLAIN: Record<string, Kind> = { boolean: "switch", integer: "integer", number: "number" };

function listKind(schema: JsonSchema, definitions: Definitions): Kind {
  if (!schema.items) return "json";
  const { kind } = shapeOf(schema.items, definitions);
  if (kind === "choice") return "choices";
  if (kind === "text" || kind === "time") return "texts";
  if (kind === "integer") return "integers";
  return kind === "json" ? "json" : "list";
}

function objectKind(schema: JsonSchema): Kind {
  if (schema.properties) return "object";
  return schema.patternProperties || typeof schema.additionalProperties === "object" ? "map" : "json";
}
