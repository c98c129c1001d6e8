import i18next from "i18next";

/** How the reader writes numbers and dates: in the language of the console, as the browser says it is written there. */
export function locale(): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === i18next.language) ?? i18next.language;
}

/** Numbers, money and moments in the reader's language. */
export function count(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

export function percent(share: number, digits = 1): string {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: digits }).format(share);
}

/** Minor units of a currency, such as 1299 and PLN. */
export function money(minor: number, currency: string): string {
  const form = new Intl.NumberFormat(locale(), { style: "currency", currency });
  const digits = form.resolvedOptions().maximumFractionDigits ?? 2;
  return form.format(minor / 10 ** digits);
}

/** What is taken off, with a minus that stays with its amount at the end of a line. */
export const moneyOff = (minor: number, currency: string): string => `−\u2060${money(minor, currency)}`;

/** A moment in the time zone of the workspace. */
export function moment(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short", timeZone }).format(
    new Date(at),
  );
}

export function day(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone }).format(new Date(at));
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How long ago, or in how long, such as "3 hours ago". */
export function since(at: string, now: Date = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const form = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return form.format(Math.trunc(seconds / size), unit);
  }
  return form.format(Math.trunc(seconds), "second");
}

/** A length of time in its largest unit, such as "40 sec" or "3 min". */
export function spell(seconds: number): string {
  const [unit, size] = seconds < 90 ? (["second", 1] as const) : seconds < 5400 ? (["minute", 60] as const) : (["hour", 3600] as const);
  const form = new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "short" });
  return form.format(Math.max(1, Math.round(seconds / size)));
}
