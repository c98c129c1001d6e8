import { membersOf, resolved } from "@/forms/resolve";
import type { JsonSchema } from "@/forms/schema";
import { shapeOf } from "@/forms/shape";

type Definitions = Record<string, JsonSchema>;

/** The least value of a schema to begin with: what must be there and needs no answer of the writer. */
export function fresh(given: JsonSchema, definitions: Definitions, depth = 0): unknown {
  const schema = resolved(given, definitions);
  if ("const" in schema) return schema.const;
  const { kind, schema: bare, options } = shapeOf(schema, definitions);
  switch (kind) {
    case "fixed":
      return bare.const;
    case "choice":
      return bare.default ?? bare.enum?.[0];
    case "switch":
      return bare.default ?? false;
    case "texts":
    case "choices":
    case "integers":
      return [];
    case "list":
      return Array.from({ length: depth < 3 ? (bare.minItems ?? 0) : 0 }, () => fresh(bare.items ?? {}, definitions, depth + 1));
    case "map":
      return {};
    case "union":
      return fresh(membersOf(bare, definitions)[0]?.schema ?? {}, definitions, depth + 1);
    case "object":
      return freshObject(bare, definitions, depth);
    case "alternatives":
      return options[0] && fresh(options[0], definitions, depth + 1);
    default:
      return bare.default;
  }
}

function freshObject(schema: JsonSchema, definitions: Definitions, depth: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const asked = new Set(schema.required);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const tag = "const" in resolved(field, definitions);
    if (!asked.has(name) && !tag) continue;
    const value = fresh(field, definitions, depth + 1);
    if (value !== undefined) values[name] = value;
  }
  return values;
}
