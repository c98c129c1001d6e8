import type { Definition, Found } from "@/features/promotions/promotions";
import type { PlacedFault } from "@/forms/faults";
import { isObject } from "@/forms/values";

export const TABS = ["general", "rules", "rewards", "limits", "access", "schedule", "stores", "try", "backtest", "versions"] as const;

const PLACES: Record<string, (typeof TABS)[number]> = {
  rules: "rules", audience: "rules", customers: "rules", audience_id: "rules",
  rewards: "rewards",
  limits: "limits", stacking: "limits",
  access: "access", activation: "access",
  starts_at: "schedule", ends_at: "schedule", zone: "schedule", currency: "schedule",
  stores: "stores", items: "stores",
  display: "general",
};

/** The tab on which a setting of the definition is. */
export function tabOf(pointer: string): (typeof TABS)[number] {
  return PLACES[pointer.split("/")[1] ?? ""] ?? "general";
}

const DEFINITION = "/definition";

/** What was refused when it was saved and what the check found, of what is still there. */
export function faultsOf(definition: Definition, refused: readonly PlacedFault[], problems: readonly Found[]): PlacedFault[] {
  const found = problems
    .filter(({ pointer, is_warning: warns }) => !warns && pointer.startsWith(DEFINITION))
    .map(({ pointer, message }) => ({ pointer: pointer.slice(DEFINITION.length), message }))
    .filter(({ pointer }) => isThere(definition, pointer));
  return [...refused, ...found];
}

/** Whether what holds the setting is still there: a rule that was taken away has no problems. */
function isThere(definition: unknown, pointer: string): boolean {
  let here = definition;
  for (const word of pointer.split("/").slice(1, -1)) {
    here = Array.isArray(here) ? (here as unknown[])[Number(word)] : isObject(here) ? here[word] : undefined;
    if (here === undefined || here === null) return false;
  }
  return true;
}
