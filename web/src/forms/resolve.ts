import type { JsonSchema } from "@/forms/schema";

const REFERENCE = "#/definitions/";

/** The schema that is meant: references followed, with what was said beside them. */
export function resolved(schema: JsonSchema, definitions: Record<string, JsonSchema>): JsonSchema {
  let found = schema;
  for (let step = 0; found.$ref !== undefined && step < 20; step += 1) {
    const { $ref, ...beside } = found;
    found = { ...definitions[$ref.replace(REFERENCE, "")], ...beside };
  }
  return found;
}

/** The members of a union, by what their discriminator says. */
export function membersOf(schema: JsonSchema, definitions: Record<string, JsonSchema>): { tag: string; schema: JsonSchema }[] {
  const key = tagKey(schema);
  return (schema.oneOf ?? []).flatMap((option) => {
    const member = resolved(option, definitions);
    const tag = member.properties?.[key]?.const;
    return typeof tag === "string" ? [{ tag, schema: member }] : [];
  });
}

/** The property by which the members of a union are told apart. */
export function tagKey(schema: JsonSchema): string {
  return schema.discriminator?.propertyName ?? "type";
}
