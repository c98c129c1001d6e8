/**
 * Reads the catalogue (GET /v1/catalog) from the standard input and proves for every variant of every family that
 * its form changes nothing: each field is shown and read back, and what comes out is, to the order of its keys, what
 * went in. Prints the number of forms and fields, and ends with 1 at the first that differs.
 */
import { readFileSync } from "node:fs";

import english from "../src/i18n/en/forms.json";
import { adapted } from "../src/forms/adapted";
import { optionFor } from "../src/forms/alternatives";
import { fresh } from "../src/forms/fresh";
import { childrenOf, modeOf, namesOf, negated, withChildren, withMode } from "../src/forms/groups/tree";
import { membersOf, tagKey } from "../src/forms/resolve";
import type { Families, JsonSchema } from "../src/forms/schema";
import { shapeOf } from "../src/forms/shape";
import { readDecimal, readDuration, readMoment, readMoney, readNumber, showDuration, showMoment, showMoney, showNumber } from "../src/forms/texts";
import { isObject, replaced, withKey } from "../src/forms/values";
import { full } from "./samples";

const { families, definitions } = JSON.parse(readFileSync(0, "utf8")) as Families;
const ZONES = ["UTC", "Europe/Warsaw", "America/New_York", "Asia/Kathmandu"];
let fields = 0;
const wrong: string[] = [];

/** The value after every field of its form was retyped as it stands. */
function retyped(value: unknown, given: JsonSchema): unknown {
  if (value === null || value === undefined) return value;
  const { kind, schema, options } = shapeOf(given, definitions);
  fields += 1;
  // What the widget of its kind cannot show is edited as JSON.
  if (isObject(value) && ["integer", "number", "decimal"].includes(kind)) return JSON.parse(JSON.stringify(value));
  switch (kind) {
    case "object":
      return object(value, schema);
    case "union": {
      const member = membersOf(schema, definitions).find(({ tag }) => isObject(value) && value[tagKey(schema)] === tag);
      return member ? tree(object(value, member.schema), schema) : value;
    }
    case "alternatives":
      return retyped(value, options[optionFor(value, options, definitions)] ?? {});
    case "list":
    case "texts":
    case "integers":
      return Array.isArray(value) ? value.reduce<unknown[]>((items, item, place) => replaced(items, place, retyped(item, schema.items ?? {})), value) : value;
    case "money":
      return isObject(value) ? money(value) : readMoney(showMoney(value, "EUR"), "EUR");
    case "integer":
      return readNumber(showNumber(value), true);
    case "number":
      return readNumber(showNumber(value), false);
    case "decimal":
      return readDecimal(showNumber(value), value);
    case "duration": {
      const shown = showDuration(value);
      return shown ? readDuration(shown.count, shown.unit) : value;
    }
    case "moment":
      return ZONES.reduce<unknown>((before, zone) => readMoment(showMoment(before, zone), zone, before), value);
    case "json":
    case "map":
      return JSON.parse(JSON.stringify(value));
    default:
      return value;
  }
}

function object(value: unknown, given: JsonSchema): unknown {
  const schema = adapted(given, value, definitions);
  let next = value;
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    if (isObject(next) && name in next) next = withKey(next, name, retyped(next[name], field));
  }
  return next;
}

function money(value: Record<string, unknown>): unknown {
  return Object.entries(value).reduce<Record<string, unknown>>((next, [name, minor]) => withKey(next, name, readMoney(showMoney(minor, name), name)), value);
}

/** Groups are taken apart and put together, and turned around twice. */
function tree(value: unknown, schema: JsonSchema): unknown {
  const names = namesOf(membersOf(schema, definitions));
  const mode = modeOf(value, names);
  if (mode === undefined) return value;
  const whole = withMode(withChildren(value, childrenOf(value, names), names), mode, names);
  return mode === "all" || mode === "any" ? negated(negated(whole, names), names) : whole;
}

function check(name: string, value: unknown, schema: JsonSchema): void {
  const before = JSON.stringify(value);
  const after = JSON.stringify(retyped(value, schema));
  if (before !== after) wrong.push(`${name}\n  was ${before}\n  is  ${after}`);
}

/** The English texts repeat the sentences of the catalogue, so that other languages have the same keys. */
for (const { type, sentence } of [...(families.rules ?? []), ...(families.rewards ?? [])]) {
  const said = (english.sentences as Record<string, string>)[type];
  if (said !== undefined && sentence !== null && said !== sentence) wrong.push(`the sentence of ${type} in src/i18n/en/forms.json is not that of the catalogue: ${sentence}`);
}

let forms = 0;
for (const [family, variants] of Object.entries(families)) {
  for (const variant of variants) {
    const name = `${family}/${variant.type}`;
    forms += 1;
    for (const [number, value] of [variant.example, full(variant.schema, definitions), fresh(variant.schema, definitions)].entries()) check(`${name} ${String(number)}`, value, variant.schema);
  }
}
console.log(`${String(forms)} forms, ${String(fields)} fields, ${String(wrong.length)} changed`);
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
