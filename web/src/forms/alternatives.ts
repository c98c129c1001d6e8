import { membersOf, resolved, tagKey } from "@/forms/resolve";
import type { JsonSchema } from "@/forms/schema";
import { shapeOf } from "@/forms/shape";
import { isObject } from "@/forms/values";

/** Which of several shapes a value has: the first that can show it. */
export function optionFor(value: unknown, options: readonly JsonSchema[], definitions: Record<string, JsonSchema>): number {
  const found = options.findIndex((option) => holds(value, option, definitions));
  return Math.max(0, found);
}

function holds(value: unknown, option: JsonSchema, definitions: Record<string, JsonSchema>): boolean {
  const schema = resolved(option, definitions);
  if ("const" in schema) return value === schema.const;
  const { kind } = shapeOf(schema, definitions);
  if (isObject(value)) return holdsObject(value, schema, definitions);
  if (typeof value === "string") return STRINGS.has(kind) && (kind !== "date" || value.length === 10) && (kind !== "moment" || value.length > 10);
  if (typeof value === "number") return ["integer", "number", "decimal", "money"].includes(kind);
  if (typeof value === "boolean") return kind === "switch";
  return Array.isArray(value) && schema.type === "array";
}

function holdsObject(value: Record<string, unknown>, schema: JsonSchema, definitions: Record<string, JsonSchema>): boolean {
  const { kind } = shapeOf(schema, definitions);
  if (kind === "object") return Object.keys(value).every((name) => name in (schema.properties ?? {}));
  if (kind === "union") return membersOf(schema, definitions).some(({ tag }) => tag === value[tagKey(schema)]);
  return kind === "map" || kind === "json" || (kind === "money" && Object.keys(value).every((name) => /^[A-Z]{3}$/.test(name)));
}

const STRINGS = new Set(["text", "choice", "date", "moment", "duration", "time", "decimal"]);
