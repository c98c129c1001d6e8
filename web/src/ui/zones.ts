/** The time zones that the browser knows; UTC is one of them whether it is told or not. */
export const ZONES: string[] = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];

/** The zone of the reader's machine. */
export function ownZone(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ZONES.includes(own) ? own : "UTC";
}
