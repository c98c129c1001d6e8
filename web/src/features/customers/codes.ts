import type { Code } from "@/features/customers/customers";
import type { Tone } from "@/ui/Status";

export const STANDS = ["usable", "redeemed", "expired", "cancelled"] as const;
export type Stand = (typeof STANDS)[number];

export const STAND_TONES: Record<Stand, Tone> = { usable: "good", redeemed: "idle", expired: "warn", cancelled: "paused" };

/** How far a code in somebody's hands is. */
export function standOf(code: Code, now: Date = new Date()): Stand {
  if (code.state === "redeemed" || code.state === "cancelled") return code.state;
  return code.expires_at !== null && new Date(code.expires_at) <= now ? "expired" : "usable";
}

export const LIFE_TONES: Record<string, Tone> = {
  assigned: "busy",
  active: "good",
  redeemed: "idle",
  lapsed: "warn",
  deactivated: "paused",
};
