import type { Fresh, GraphNode } from "@/canvas/graph";
import { fresh as leastOf } from "@/forms/fresh";
import type { JsonSchema, Variant } from "@/forms/schema";

/** What a new node begins with beyond what its schema asks for: whatever nearly everybody would choose. */
const BEGINNINGS: Record<string, Record<string, unknown>> = {
  event_filter: { check: "period", period: { count: 5, unit: "minutes" } },
  metric_filter: { within: { count: 7, unit: "days" }, comparison: "more_or_equal", threshold: 1 },
  abx_test: { variants: [{ name: "A", share: 50 }, { name: "B", share: 50 }] },
  delay: { wait: "for", duration: { count: 1, unit: "days" } },
  split: { ways: 2 },
  outgoing_integration: { method: "POST", headers: { "Content-Type": "application/json" }, body: {}, auth: { type: "none" } },
  generate_event: { body: {} },
  email_alert: { mail: {}, emails: [] },
  send_email: { mail: {} },
};

/** A new node of a type, without an id: what is missing is marked on it until somebody fills it in. */
export function freshNode(variant: Variant, definitions: Record<string, JsonSchema>, title: string, zone = "UTC"): Fresh {
  const least = leastOf(settingsSchema(variant.schema), definitions);
  const settings = typeof least === "object" && least !== null ? (least as Record<string, unknown>) : {};
  const daily = { type: "every", unit: "days", times_of_day: ["07:00"], zone };
  return { ...settings, ...BEGINNINGS[variant.type], ...(variant.type === "audience" && { schedule: daily }), type: variant.type, title };
}

const OWN = ["id", "type", "title", "position"];

/** The schema of what is set in the drawer's form: all but what the canvas itself knows. */
export function settingsSchema(schema: JsonSchema): JsonSchema {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !OWN.includes(name)));
  return { ...schema, properties, required: (schema.required ?? []).filter((name) => !OWN.includes(name)) };
}

/** The settings of a node that the form shows. */
export function settingsOf(node: GraphNode): Record<string, unknown> {
  return Object.fromEntries(Object.entries(node).filter(([name]) => !OWN.includes(name)));
}

export function withSettings(node: GraphNode, settings: unknown): GraphNode {
  const own = Object.fromEntries(Object.entries(node).filter(([name]) => OWN.includes(name)));
  return { ...own, ...(typeof settings === "object" && settings !== null ? settings : {}) } as GraphNode;
}
