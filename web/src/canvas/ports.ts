import type { TFunction } from "i18next";

/** The name of a way out: known ones in the reader's language, others as they were called. */
export function portWords(port: string, t: TFunction<"workflows">): string {
  return t(`ports.${port}`, { defaultValue: port });
}
