import type { TFunction } from "i18next";

import type { Condition, Window } from "@/features/audiences/conditions";
import { FIELDS, type Operator } from "@/features/audiences/operators";
import { count } from "@/ui/format";

const GAP = "…";
const MOST_NAMED = 4;

/** A tree of conditions as a sentence; groups within groups stand in brackets. */
export function sayCondition(t: TFunction<"audiences">, node: Condition, inside = false): string {
  switch (node.type) {
    case "all":
    case "any":
      return sayGroup(t, node, inside);
    case "not":
      return t("say.not", { what: sayCondition(t, node.condition, true) });
    case "everybody":
      return t("say.everybody");
    case "attribute":
      return `${node.name || GAP} ${sayTest(t, node.test)}`;
    case "tag":
      return t(`say.tag.${node.has}`, { tags: named(node.tags) });
    case "agreement":
      return t(node.granted ? "say.agreed" : "say.notAgreed", { channel: t(`channels.${node.channel}`) });
    case "identifier":
      return node.one_of
        ? t("say.identifierIn", { identifier: t(`identifiers.${node.identifier}`), values: named(node.one_of) })
        : t("say.identifier", { identifier: t(`identifiers.${node.identifier}`) });
    case "event":
      return sayEvent(t, node);
  }
}

function sayGroup(t: TFunction<"audiences">, { type, conditions }: Extract<Condition, { type: "all" | "any" }>, inside: boolean): string {
  const said = conditions.map((part) => sayCondition(t, part, true)).join(` ${t(`say.${type}`)} `) || GAP;
  return inside && conditions.length > 1 ? `(${said})` : said;
}

function sayEvent(t: TFunction<"audiences">, node: Extract<Condition, { type: "event" }>): string {
  const times = node.count === "at_least" && node.times === 1 ? "" : ` ${t(`say.${node.count}`, { count: node.times })}`;
  const where = node.where.map((param) => `${param.name || GAP} ${sayTest(t, param.test)}`).join(` ${t("say.all")} `);
  const told = `${t("say.event", { event: node.event || GAP })}${times}${sayWindow(t, node.window)}`;
  return where ? `${told} ${t("say.where", { where })}` : told;
}

function sayWindow(t: TFunction<"audiences">, window: Window): string {
  if (window.type === "ever") return "";
  if (window.type === "last") return ` ${t("say.last", { span: t(`spans.${window.unit}`, { count: window.amount }) })}`;
  return ` ${t("say.between", { start: window.start.slice(0, 10) || GAP, end: window.end.slice(0, 10) || GAP })}`;
}

export function sayTest(t: TFunction<"audiences">, test: Operator): string {
  const name = t(`operators.${test.operator}`);
  const fields = test as unknown as Record<string, unknown>;
  switch (FIELDS[test.operator]) {
    case "none":
      return name;
    case "texts":
      return `${name} ${named(fields.values as string[])}`;
    case "number":
      return `${name} ${typeof fields.value === "number" ? count(fields.value) : GAP}`;
    case "numbers":
      return `${name} ${t("say.range", { from: fields.minimum, to: fields.maximum })}`;
    case "dates":
      return `${name} ${t("say.range", { from: fields.start || GAP, to: fields.end || GAP })}`;
    case "span":
      return `${name} ${t(`spans.${String(fields.unit)}`, { count: Number(fields.amount) })}`;
    default:
      return `${name} ${String(fields.value || GAP)}`;
  }
}

function named(words: readonly string[]): string {
  if (words.length === 0) return GAP;
  const rest = words.length - MOST_NAMED;
  return words.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? ` +${String(rest)}` : "");
}
