/** Minutes by which the clocks of a zone are ahead of UTC at a moment. */
function aheadOfUtc(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const minute = Math.floor(at / 60_000) * 60_000;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return (shown - minute) / 60_000;
}

/** What a clock on the wall of that zone shows at a moment, as inputs of dates have it: "2027-03-01T09:30". */
export function wallOf(moment: string | null | undefined, timeZone: string): string {
  if (!moment) return "";
  const at = new Date(moment).getTime();
  return new Date(at + aheadOfUtc(at, timeZone) * 60_000).toISOString().slice(0, 16);
}

/** The moment at which that clock shows this, or null; of two such moments in autumn the first. */
export function momentOf(wall: string, timeZone: string): string | null {
  const guess = Date.parse(`${wall}Z`);
  if (wall === "" || Number.isNaN(guess)) return null;
  const before = guess - aheadOfUtc(guess - 86_400_000, timeZone) * 60_000;
  const after = guess - aheadOfUtc(guess + 86_400_000, timeZone) * 60_000;
  const right = [before, after].find((at) => at + aheadOfUtc(at, timeZone) * 60_000 === guess);
  return new Date(right ?? before).toISOString().replace(".000Z", "Z");
}

export const SPAN_UNITS = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 } as const;
export type SpanUnit = keyof typeof SPAN_UNITS;

const SPAN = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** A span of the API such as "P1DT12H" as a number of its largest whole unit: 36 hours. */
export function readSpan(span: string | null | undefined): { amount: number; unit: SpanUnit } | undefined {
  const found = span ? SPAN.exec(span) : null;
  if (!found) return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = found;
  const all = Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  const units = Object.keys(SPAN_UNITS) as SpanUnit[];
  const unit = units.find((name) => all > 0 && all % SPAN_UNITS[name] === 0) ?? "days";
  return { amount: all / SPAN_UNITS[unit], unit };
}

export function writeSpan(amount: number, unit: SpanUnit): string {
  return unit === "days" ? `P${String(amount)}D` : `PT${String(amount)}${unit.charAt(0).toUpperCase()}`;
}
