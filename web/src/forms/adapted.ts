import { resolved } from "@/forms/resolve";
import type { JsonSchema } from "@/forms/schema";
import { isObject } from "@/forms/values";

const COUNTED: JsonSchema = { type: "integer", minimum: 0 };
const MONEY = new Set(["discount", "order_value", "gift_spent"]);

/** The schema as it is for this value: what is an amount of money only where money is measured, else a number. */
export function adapted(schema: JsonSchema, value: unknown, definitions: Record<string, JsonSchema>): JsonSchema {
  const { properties } = schema;
  if (properties?.measure && properties.most) {
    const measure = (isObject(value) ? value.measure : undefined) ?? properties.measure.default;
    return MONEY.has(String(measure)) ? schema : withField(schema, "most", { ...COUNTED, title: properties.most.title, description: properties.most.description });
  }
  if (properties?.by && properties.steps?.items && isObject(value) && value.by !== "order_value") {
    const step = resolved(properties.steps.items, definitions);
    const title = step.properties?.at_least?.title;
    return withField(schema, "steps", { ...properties.steps, items: withField(step, "at_least", { ...COUNTED, title }) });
  }
  return schema;
}

function withField(schema: JsonSchema, name: string, field: JsonSchema): JsonSchema {
  return { ...schema, properties: { ...schema.properties, [name]: field } };
}
