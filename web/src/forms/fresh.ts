import { membersOf, resolved } from "@/forms/resolve";
import type { JsonSchema } from "@/forms/schema";
import { type Kind, shapeOf } from "@/forms/shape";

type Definitions = Record<string, JsonSchema>;

/** The least value of a schema to begin with: what must be there and needs no answer of the writer. */
export function fresh(given: JsonSchema, definitions: Definitions, depth = 0): unknown {
  const schema = resolved(given, definitions);
  if ("const" in schema) return schema.const;
  const { kind, schema: bare, options } = shapeOf(schema, definitions);
  const inner = (part: JsonSchema = {}) => fresh(part, definitions, depth + 1);
  if (EMPTY.has(kind)) return [];
  if (kind === "object") return freshObject(bare, definitions, depth);
  if (kind === "union") return inner(membersOf(bare, definitions)[0]?.schema);
  if (kind === "alternatives") return options[0] && inner(options[0]);
  if (kind === "list") return Array.from({ length: depth < 3 ? (bare.minItems ?? 0) : 0 }, () => inner(bare.items));
  return bare.default ?? BEGIN[kind]?.(bare);
}

const BEGIN: Partial<Record<Kind, (schema: JsonSchema) => unknown>> = {
  choice: (schema) => schema.enum?.[0],
  switch: () => false,
  map: () => ({}),
};
const EMPTY = new Set<Kind>(["texts", "choices", "integers"]);

function freshObject(schema: JsonSchema, definitions: Definitions, depth: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const asked = new Set(schema.required);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const tag = "const" in resolved(field, definitions);
    if (unlessTaken(field, definitions)) values[name] = field.default;
    if (!asked.has(name) && !tag) continue;
    const value = fresh(field, definitions, depth + 1);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** Where nothing means "no limit" but something is usual, the usual is said, so that it can be taken away. */
function unlessTaken(field: JsonSchema, definitions: Definitions): boolean {
  return field.default !== undefined && field.default !== null && shapeOf(field, definitions).nullable;
}
