import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Preview, What } from "@/features/imports/imports";

export interface Offer {
  value: string;
  label: string;
  help: string;
}

/** What columns may go to, in the reader's words; the name that the API uses stands behind. */
export function useMeanings(what: What, offered: Preview["meanings"]): Offer[] {
  const { t, i18n } = useTranslation("imports");
  return useMemo(
    () =>
      offered.map(({ meaning, description }) => {
        const key = `imports:meanings.${what}.${meaning.replaceAll(".", "_").replace("*", "any")}`;
        const help = i18n.exists(key) ? i18n.t(key) : description;
        return { value: meaning, label: meaning.endsWith(".*") ? t(`map.free.${meaning.slice(0, -2)}`) : meaning, help };
      }),
    [offered, what, t, i18n],
  );
}
