import type { Schemas } from "@/api/client";
import { isWhole } from "@/features/audiences/operators";

/** A tree of conditions on people, as the API has it. */
export type Condition = Schemas["Condition-Output"];
export type Of<Type extends Condition["type"]> = Extract<Condition, { type: Type }>;
export type Param = Schemas["ParamCondition"];
export type Window = Of<"event">["window"];

export const CHANNELS = ["email", "sms", "push", "web_push", "bluetooth", "rfid", "wifi"] as const;
export const IDENTIFIERS = ["email", "phone", "custom_id", "id", "uuid"] as const;

export const EMPTY: Condition = { type: "all", conditions: [] };

/** How a new condition of each kind begins. */
export const FRESH = {
  attribute: (): Condition => ({ type: "attribute", name: "", test: { operator: "not_empty" } }),
  event: (): Condition => ({ type: "event", event: "", where: [], window: { type: "last", amount: 30, unit: "days" }, count: "at_least", times: 1 }),
  tag: (): Condition => ({ type: "tag", tags: [], has: "any" }),
  agreement: (): Condition => ({ type: "agreement", channel: "email", granted: true }),
  identifier: (): Condition => ({ type: "identifier", identifier: "email" }),
  everybody: (): Condition => ({ type: "everybody" }),
};

export const isEmpty = (node: Condition) => (node.type === "all" || node.type === "any") && node.conditions.length === 0;

/** Whether every field that must be filled is; others are told by the server. */
export function isComplete(node: Condition): boolean {
  switch (node.type) {
    case "all":
    case "any":
      return node.conditions.length > 0 && node.conditions.every(isComplete);
    case "not":
      return isComplete(node.condition);
    case "attribute":
      return node.name.trim() !== "" && isWhole(node.test);
    case "tag":
      return node.tags.length > 0;
    case "event":
      return node.event.trim() !== "" && isWindow(node.window) && node.where.every((param) => param.name.trim() !== "" && isWhole(param.test));
    default:
      return true;
  }
}

const isWindow = (window: Window) => window.type !== "between" || (window.start !== "" && window.end !== "" && window.start < window.end);
