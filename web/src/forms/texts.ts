/** How values are typed: text of a field and back. What cannot be read as a value is `undefined`. */

const NUMBER = /^-?\d+([.,]\d+)?$/;

/** Digits after the point of a currency. */
export function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Minor units as they are typed: 1299 of EUR is "12.99". */
export function showMoney(minor: unknown, currency: string): string {
  if (typeof minor !== "number") return "";
  const digits = digitsOf(currency);
  if (digits === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return `${minor < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export function readMoney(text: string, currency: string): number | undefined {
  const typed = text.replace(/\s/g, "");
  if (!NUMBER.test(typed)) return undefined;
  const [whole = "", part = ""] = typed.replace(",", ".").split(".");
  const digits = digitsOf(currency);
  if (part.length > digits && /[1-9]/.test(part.slice(digits))) return undefined;
  const minor = Number(whole.replace("-", "") + part.slice(0, digits).padEnd(digits, "0"));
  return Number.isSafeInteger(minor) ? (whole.startsWith("-") ? -minor : minor) : undefined;
}

export function showNumber(value: unknown): string {
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

export function readNumber(text: string, whole: boolean): number | undefined {
  const typed = text.trim();
  if (!NUMBER.test(typed) || (whole && !/^-?\d+$/.test(typed))) return undefined;
  const value = Number(typed.replace(",", "."));
  return whole && !Number.isSafeInteger(value) ? undefined : value;
}

/** Decimals travel as text so that no digit is lost; one that came as a number stays a number. */
export function readDecimal(text: string, before: unknown): string | number | undefined {
  const typed = text.trim().replace(",", ".");
  if (!NUMBER.test(typed)) return undefined;
  return typeof before === "number" ? Number(typed) : typed;
}

export const UNITS = ["seconds", "minutes", "hours", "days", "weeks", "months", "years"] as const;
export type Unit = (typeof UNITS)[number];
const WRITTEN: Record<Unit, (count: string) => string> = {
  seconds: (count) => `PT${count}S`,
  minutes: (count) => `PT${count}M`,
  hours: (count) => `PT${count}H`,
  days: (count) => `P${count}D`,
  weeks: (count) => `P${count}W`,
  months: (count) => `P${count}M`,
  years: (count) => `P${count}Y`,
};

/** A duration of one unit, such as P30D; undefined where it has several parts, which are typed as they are. */
export function showDuration(value: unknown): { count: string; unit: Unit } | undefined {
  const found = typeof value === "string" ? /^P(T?)(\d+)([SMHDWY])$/.exec(value) : null;
  const unit = found && UNITS.find((name) => WRITTEN[name](found[2] ?? "") === value);
  return unit ? { count: found[2] ?? "", unit } : undefined;
}

export function readDuration(count: string, unit: Unit): string | undefined {
  return /^\d+$/.test(count.trim()) ? WRITTEN[unit](count.trim()) : undefined;
}

export const ISO_DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;

/** How far the clocks of a zone are from UTC at a moment, in minutes. */
function offsetAt(instant: number, zone: string): number {
  const form = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  const part = Object.fromEntries(form.formatToParts(new Date(instant)).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return Math.round((wall - Math.floor(instant / 1000) * 1000) / 60_000);
}

/** A moment as the clocks of the zone show it, for an input of date and time. */
export function showMoment(value: unknown, zone: string): string {
  const instant = typeof value === "string" ? new Date(value).getTime() : Number.NaN;
  if (Number.isNaN(instant)) return "";
  return new Date(instant + offsetAt(instant, zone) * 60_000).toISOString().slice(0, 16);
}

/** The moment at which the clocks of the zone show this; one whose minute was not changed stays as it was written. */
export function readMoment(text: string, zone: string, before?: unknown): string | undefined {
  if (before !== undefined && text === showMoment(before, zone)) return String(before);
  const wall = new Date(`${text}Z`).getTime();
  if (Number.isNaN(wall)) return undefined;
  const offset = offsetAt(wall - offsetAt(wall, zone) * 60_000, zone);
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0");
  const minutes = String(Math.abs(offset) % 60).padStart(2, "0");
  return `${text.slice(0, 16)}:00${offset === 0 ? "Z" : `${offset < 0 ? "-" : "+"}${hours}:${minutes}`}`;
}
