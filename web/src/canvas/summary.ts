import type { TFunction } from "i18next";

import type { GraphNode } from "@/canvas/graph";

type T = TFunction<"workflows">;
type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** What a node is set to do, in a line or two for its card. */
export function summaryOf(node: GraphNode, t: T): string {
  const said = SAID[node.type];
  return said ? said(node, t) : "";
}

const SAID: Record<string, (node: GraphNode, t: T) => string> = {
  audience: (node, t) => joined([scheduleWords(node.schedule, t), node.audience_id ? t("summary.savedAudience") : conditionWords(node.conditions, t)]),
  scheduled_run: (node, t) => scheduleWords(node.schedule, t),
  profile_event: (node, t) => joined([text(node.event), whereWords(node, t)]),
  business_event: (node, t) => joined([text(node.event), whereWords(node, t)]),
  data_changed: (node, t) => list(node.attributes).map(text).join(", ") || t("summary.anyAttribute"),
  incoming: (node) => text(node.event),
  event_filter: (node, t) =>
    joined([
      node.check === "period" ? t("summary.waits", { length: lengthWords(node.period, t), event: text(node.event) || "…" }) : t("summary.waitsFor", { event: text(node.event) || "…" }),
      whereWords(node, t),
    ]),
  profile_filter: (node, t) => conditionWords(node.conditions, t),
  metric_filter: (node, t) => `${t(`measures.${text(node.measure) || "count"}`)} ${text(node.event) || "…"} ${COMPARED[text(node.comparison) || "more_or_equal"] ?? ""} ${text(node.threshold)}`,
  abx_test: (node) => list(node.variants).map((variant) => `${text(fields(variant).name)} ${text(fields(variant).share)} %`).join(" · "),
  delay: (node, t) =>
    node.wait === "until" ? t("summary.until", { at: text(node.moment) }) : node.wait === "until_weekday" ? t("summary.until", { at: text(node.time_of_day) }) : lengthWords(node.duration, t),
  split: (node, t) => t("summary.ways", { count: Number(node.ways ?? 2) }),
  outgoing_integration: (node) => `${text(node.method) || "POST"} ${text(node.endpoint)}`,
  generate_event: (node) => joined([text(node.event), Object.keys(fields(node.body)).join(", ")]),
  update_profile: (node) => Object.keys(fields(node.attributes)).join(", "),
  email_alert: (node, t) => joined([mailWords(node, t), t("summary.recipients", { count: list(node.emails).length + list(node.list_ids).length })]),
  send_email: mailWords,
  send_sms: (node) => text(node.text),
  send_webhook: (node) => text(node.url),
};

const COMPARED: Record<string, string> = { less: "<", less_or_equal: "≤", equal: "=", more_or_equal: "≥", more: ">" };
const joined = (parts: string[]): string => parts.filter(Boolean).join(" · ");

function mailWords(node: GraphNode, t: T): string {
  const mail = fields(node.mail);
  return text(mail.subject) || (mail.template_id ? t("summary.savedTemplate") : "");
}

export function scheduleWords(given: unknown, t: T): string {
  const schedule = fields(given);
  if (schedule.type === "at") return t("schedule.at", { at: text(schedule.at).replace("T", " "), zone: text(schedule.zone) });
  if (schedule.type !== "every") return t("schedule.now");
  const count = Number(schedule.count ?? 1);
  const every = t(`schedule.every.${text(schedule.unit)}`, { count });
  const days = list(schedule.weekdays).map((day) => t(`schedule.weekdays.${text(day)}`)).join(", ");
  const dates = list(schedule.days_of_month).map(text).join(", ");
  const times = list(schedule.times_of_day).map(text).join(", ");
  const said = [every, days, dates && t("schedule.dates", { dates }), times && t("schedule.times", { times })].filter(Boolean).join(" ");
  return [said, text(schedule.zone)].filter(Boolean).join(", ");
}

export function lengthWords(given: unknown, t: T): string {
  const length = fields(given);
  return length.count === undefined ? "…" : t(`length.${text(length.unit) || "minutes"}`, { count: Number(length.count) });
}

/** The conditions of an event: "voucherCount < 500". */
function whereWords(node: GraphNode, t: T): string {
  const said = list(node.conditions).map((condition) => `${text(fields(condition).name)} ${testWords(fields(condition).test, t)}`);
  return said.length ? t("summary.where", { said: said.join(", ") }) : "";
}

function conditionWords(given: unknown, t: T): string {
  const condition = fields(given);
  if (condition.type === "everybody") return t("summary.everybody");
  if (condition.type === "attribute") return `${text(condition.name)} ${testWords(condition.test, t)}`;
  const parts = [condition.all, condition.any, condition.conditions, condition.members, condition.of].find(Array.isArray) as unknown[] | undefined;
  if (parts) return t("summary.conditions", { count: parts.length });
  if (condition.type === undefined) return "";
  const kind = t(`audiences:kinds.${text(condition.type)}`, { defaultValue: text(condition.type).replaceAll("_", " ") });
  return [kind, text(condition.channel ?? condition.event ?? condition.kind)].filter(Boolean).join(": ");
}

const SIGNS: Record<string, string> = {
  number_less_than: "<",
  number_less_or_equal: "≤",
  number_more_than: ">",
  number_more_or_equal: "≥",
  number_greater_than: ">",
  number_equals: "=",
  equals: "=",
};

function testWords(given: unknown, t: T): string {
  const test = fields(given);
  const operator = text(test.operator);
  const value = Array.isArray(test.value) ? test.value.map(text).join(", ") : text(test.value);
  return `${SIGNS[operator] ?? t(`forms:titles.${operator}`, { defaultValue: operator.replaceAll("_", " ") })} ${value}`.trim();
}
