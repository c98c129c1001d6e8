import type { Pool, PoolPatch } from "@/features/pools/pools";

/** The settings of a pool as its form has them: null is "no such limit", never 0. */
export const NEW_POOL = {
  name: "",
  description: "",
  prefix: "",
  active: true,
  barcode_type: null as Pool["barcode_type"],
  emission_start: null as string | null | undefined,
  emission_end: null as string | null | undefined,
  code_limit: null as number | null | undefined,
  profile_limit: null as number | null | undefined,
  codes_expire_at: null as string | null | undefined,
  codes_expire_after: null as string | null | undefined,
  alert: null as Pool["alert"],
  source: { type: "static" as const },
};

export type Draft = typeof NEW_POOL;
type Name = Exclude<keyof Draft, "source">;

export const FIELDS = Object.keys(NEW_POOL).filter((name): name is Name => name !== "source");

export function draftOf(pool: Pool): Draft {
  return { ...NEW_POOL, ...Object.fromEntries(FIELDS.map((name) => [name, pool[name]])) };
}

/** Only what was changed, so that saving what was loaded changes nothing. */
export function changesOf(before: Draft, after: Draft): PoolPatch {
  const changed = FIELDS.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}
