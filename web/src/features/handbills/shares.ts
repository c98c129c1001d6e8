import { type Definition, WHOLE } from "@/features/handbills/handbills";

/** Shares of the variants, and of the control group as the last one. */
export const sharesOf = (definition: Definition): number[] => [...definition.variants.map((variant) => variant.share), definition.control_share];

export const sumOf = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);

/** One share changed, and the others by their proportions so that all are 100 % again; those fixed stay. */
export function withShare(shares: readonly number[], place: number, wanted: number, fixed: (place: number) => boolean): number[] {
  const free = shares.map((_, at) => at).filter((at) => at !== place && !fixed(at));
  const kept = sumOf(shares.filter((_, at) => at !== place && fixed(at)));
  const most = WHOLE - kept;
  const share = free.length === 0 ? most : Math.min(Math.max(0, Math.round(wanted)), most);
  return spread(shares, free, most - share).with(place, share);
}

/** What is left, over those places by their proportions; what rounding leaves goes to the largest. */
export function spread(shares: readonly number[], places: readonly number[], left: number): number[] {
  const before = sumOf(places.map((at) => shares[at] ?? 0));
  const after = [...shares];
  for (const at of places) after[at] = before === 0 ? Math.floor(left / places.length) : Math.floor((left * (shares[at] ?? 0)) / before);
  const largest = places.reduce((best, at) => ((after[at] ?? 0) > (after[best] ?? 0) ? at : best), places[0] ?? -1);
  if (largest >= 0) after[largest] = (after[largest] ?? 0) + left - sumOf(places.map((at) => after[at] ?? 0));
  return after;
}

/** The definition with those shares. */
export function sharing(definition: Definition, shares: readonly number[]): Definition {
  return {
    ...definition,
    variants: definition.variants.map((variant, place) => ({ ...variant, share: shares[place] ?? 0 })),
    control_share: shares[definition.variants.length] ?? 0,
  };
}

/** The first name of the alphabet that no variant has. */
export function freeName(definition: Definition): string {
  const taken = new Set(definition.variants.map((variant) => variant.name));
  return [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((name) => !taken.has(name)) ?? String(taken.size + 1);
}
