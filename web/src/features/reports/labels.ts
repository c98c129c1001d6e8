import { locale } from "@/ui/format";

/** A day such as 2027-03-01 as the reader writes it: short under a chart, whole in a table. */
export function dayLabel(day: string, whole = false): string {
  const form = whole ? ({ dateStyle: "medium" } as const) : ({ day: "numeric", month: "short" } as const);
  return new Intl.DateTimeFormat(locale(), { ...form, timeZone: "UTC" }).format(new Date(day));
}
