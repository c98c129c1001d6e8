import { useTranslation } from "react-i18next";

import { adapted } from "@/forms/adapted";
import { membersOf, resolved, tagKey } from "@/forms/resolve";
import type { JsonSchema, Variant } from "@/forms/schema";
import { type Part, partsOf, plain } from "@/forms/sentence";
import { useCurrency, useZone } from "@/forms/settings";
import { type Kind, shapeOf } from "@/forms/shape";
import { showDuration } from "@/forms/texts";
import { useThings } from "@/forms/things";
import { isObject, same } from "@/forms/values";
import { useNames } from "@/forms/widget";
import { listed } from "@/forms/words";
import { count, moment, money } from "@/ui/format";

const SEVERAL = 4;
// English writes them large.
const DAYS = new Set(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);

/** How settings read as words, in the reader's language; what they name by its id is called by its name. */
export function useDescribe(definitions: Record<string, JsonSchema>, settings: unknown) {
  const { t, i18n } = useTranslation("forms");
  const names = useNames();
  const currency = useCurrency();
  const zone = useZone();
  const named = useThings(settings);
  const or = t("or");

  const amount = (value: unknown): string =>
    isObject(value) ? listed(Object.entries(value).map(([code, minor]) => safeMoney(minor, code)), or) : safeMoney(value, currency);

  function list(items: readonly unknown[], each: JsonSchema): string | undefined {
    if (items.length === 0) return undefined;
    const said = items.slice(0, SEVERAL).map((item) => describe(item, each) ?? "…");
    return items.length > SEVERAL ? t("andMore", { list: said.join(", "), count: items.length - SEVERAL }) : listed(said, or);
  }

  function describe(value: unknown, given: JsonSchema): string | undefined {
    if (value === undefined || value === null || value === "") return undefined;
    const shape = shapeOf(given, definitions);
    if (Array.isArray(value)) return list(value as unknown[], shape.schema.items ?? {});
    if (shape.kind === "money") return amount(value);
    if (shape.kind === "alternatives") return alternative(value, shape.options);
    if (!isObject(value)) return scalar(value, shape.kind);
    if (shape.kind === "object") return object(value, shape.schema);
    return shape.kind === "union" ? member(value, shape.schema) : JSON.stringify(value);
  }

  /** A setting of something of this type: by name what it names by its id. */
  function setting(name: string, type: string, value: unknown, given: JsonSchema): string | undefined {
    const things = (Array.isArray(value) ? (value as unknown[]) : [value]).map((id) => named(name, type, id));
    const known = things.filter((thing) => thing !== undefined);
    return known.length > 0 ? list(known, { type: "string" }) : describe(value, given);
  }

  function scalar(value: unknown, kind: Kind): string {
    if (kind === "choice") return i18n.language === "en" && DAYS.has(String(value)) ? names.choice(value) : names.choice(value).toLowerCase();
    if (kind === "switch") return t(value === true ? "yes" : "no");
    if (kind === "moment") return safe(() => moment(String(value), zone), value);
    if (kind === "duration") {
      const shown = showDuration(value);
      return shown ? t(`spans.${shown.unit}`, { count: Number(shown.count) }) : String(value);
    }
    return typeof value === "number" ? count(value) : String(value);
  }

  function alternative(value: unknown, options: readonly JsonSchema[]): string | undefined {
    if (isObject(value) && "steps" in value) return t("inSteps");
    if (typeof value === "number" && options.some(({ format }) => format === "money")) return amount(value);
    const fit = options.find((option) => isObject(value) === (resolved(option, definitions).type === "object"));
    return fit ? describe(value, fit) : String(value);
  }

  function object(value: Record<string, unknown>, given: JsonSchema): string | undefined {
    const schema = adapted(given, value, definitions);
    if (given.title === "Selection") return selection(value, schema);
    if (given.title === "Target") return value.pick === "all" ? t("allUnits") : describe(value.pick, schema.properties?.pick ?? {});
    const parts = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
      if (value[name] === undefined || same(value[name], field.default) || "const" in resolved(field, definitions)) return [];
      const said = setting(name, String(value.type ?? ""), value[name], field);
      return said === undefined ? [] : [sayBound(name, said)];
    });
    return parts.length ? parts.join(", ") : undefined;
  }

  function sayBound(name: string, said: string): string {
    return i18n.exists(`forms:bounds.${name}`) ? t(`bounds.${name}`, { value: said }) : `${names.field(name).toLowerCase()} ${said}`;
  }

  function selection(value: Record<string, unknown>, schema: JsonSchema): string {
    const said = (...fields: string[]) => fields.flatMap((name) => (Array.isArray(value[name]) ? (value[name] as unknown[]).map(String) : []));
    const named = said("skus", "products", "categories");
    const attributes = describe(value.attributes, schema.properties?.attributes ?? {});
    const except = said("except_skus", "except_products", "except_categories");
    const parts = [named.length ? (list(named, { type: "string" }) ?? "") : t(attributes ? "itemsWith" : "everything")];
    if (attributes) parts.push(attributes);
    if (except.length) parts.push(t("except", { list: list(except, { type: "string" }) }));
    if (value.reduced === false) parts.push(t("notReduced"));
    return parts.join(", ");
  }

  /** "a and b", "not a": conditions within a sentence. */
  function group(value: Record<string, unknown>, schema: JsonSchema): string | undefined {
    const parts = value.conditions ?? value.rules;
    const one = value.condition ?? value.rule;
    if (value.type === "not" && isObject(one)) return `${t("not")} ${member(one, schema)}`;
    if (!Array.isArray(parts)) return undefined;
    return listed(parts.filter(isObject).map((part) => member(part, schema)), t(value.type === "any" ? "or" : "and"));
  }

  function member(value: Record<string, unknown>, schema: JsonSchema): string {
    const joined = group(value, schema);
    if (joined !== undefined) return joined;
    const key = tagKey(schema);
    const found = membersOf(schema, definitions).find(({ tag }) => tag === value[key]);
    return plain(sentence(value, found?.schema ?? {}, undefined, String(value[key] ?? "")));
  }

  /** A rule, reward or condition as a sentence. */
  function sentence(value: unknown, given: JsonSchema, variant: Variant | undefined, tag: string): Part[] {
    const values = isObject(value) ? value : {};
    const schema = adapted(given, value, definitions);
    const own = `sentences.${tag}`;
    const template = i18n.exists(`forms:${own}`) ? i18n.t(`forms:${own}`, { skipInterpolation: true }) : variant?.sentence;
    if (template) {
      return partsOf(template, (name) => {
        const said = values[name] ?? schema.properties?.[name]?.default;
        const phrase = `forms:phrases.${tag}.${name}.${String(said)}`;
        if (typeof said === "string" && i18n.exists(phrase)) return i18n.t(phrase) === "–" ? undefined : i18n.t(phrase);
        return setting(name, tag, said, schema.properties?.[name] ?? {});
      });
    }
    const title: Part = { text: names.variant(tag, variant?.title), kind: "words" };
    const rest = object(values, { ...schema, title: "" });
    return rest === undefined ? [title] : [title, { text: ": ", kind: "words" }, { text: rest, kind: "value" }];
  }

  return { describe, sentence };
}

function safe(say: () => string, value: unknown): string {
  try {
    return say();
  } catch {
    return String(value);
  }
}

const safeMoney = (minor: unknown, currency: string) =>
  typeof minor === "number" ? safe(() => money(minor, currency), `${String(minor)} ${currency}`) : String(minor);
