import { fresh } from "../src/forms/fresh";
import { membersOf, resolved } from "../src/forms/resolve";
import type { JsonSchema } from "../src/forms/schema";
import { shapeOf } from "../src/forms/shape";

/** A value with every setting given, as far down as four levels. */
export function full(given: JsonSchema, definitions: Record<string, JsonSchema>, depth = 0): unknown {
  const inner = (schema: JsonSchema = {}) => full(schema, definitions, depth + 1);
  const bare = resolved(given, definitions);
  if (bare.examples?.length) return bare.examples[0];
  const { kind, schema, options } = shapeOf(bare, definitions);
  switch (kind) {
    case "fixed":
      return schema.const;
    case "object":
      return depth > 4 ? fresh(schema, definitions) : Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, inner(field)]));
    case "union":
      return depth > 4 ? null : inner(membersOf(schema, definitions)[0]?.schema);
    case "alternatives":
      return inner(options.at(-1));
    case "list":
      return [inner(schema.items), inner(schema.items)];
    default:
      return SAMPLES[kind] ?? schema.enum?.[0] ?? "x";
  }
}

const SAMPLES: Record<string, unknown> = {
  switch: true, integer: 0, number: 0.1, decimal: "12.50", text: " a b ", money: { EUR: 1205, JPY: 7, KWD: 1005 }, duration: "P1DT2H", moment: "2027-10-31T02:30:00+01:00",
  date: "2027-02-28", time: "09:00", texts: ["b", "a"], integers: [3, 1], map: { b: "1", a: "2" }, json: { z: [1, null], a: {} },
};
