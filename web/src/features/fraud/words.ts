import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { namelessActor } from "@/api/names";
import type { Finding, FraudCase } from "@/features/fraud/fraud";
import { firstLine } from "@/forms/words";
import { count } from "@/ui/format";

/** Sentences that cannot be said without these numbers, which older findings do not have. */
const ASKS: Record<string, "of" | "hours"> = { refunds: "of", fast_redemptions: "hours" };

/** What signals are called and say in the reader's language; those that the console does not know, in the server's words. */
export function useFraudWords() {
  const { t, i18n } = useTranslation("fraud");
  return useMemo(() => {
    const said = (key: string, other: string) => (i18n.exists(`fraud:${key}`) ? t(key) : other);
    return {
      /** Who decided a case: a member by name. */
      decider: ({ decided_by: by, decided_by_name: name }: FraudCase) => name ?? (by && namelessActor(by)),
      title: (signal: string, other?: string) => said(`signals.${signal}.title`, other ?? signal.replaceAll("_", " ")),
      help: (signal: string, other: string) => said(`signals.${signal}.help`, firstLine(other)),
      field: (signal: string, name: string) => said(`signals.${signal}.fields.${name}.label`, said(`fields.${name}.label`, name.replaceAll("_", " "))),
      fieldHelp: (signal: string, name: string, other: string | undefined) => said(`signals.${signal}.fields.${name}.help`, said(`fields.${name}.help`, firstLine(other))),
      text: ({ signal, observed, text, ...more }: Finding) => {
        const asked = ASKS[signal];
        if ((asked && more[asked] == null) || !i18n.exists(`fraud:signals.${signal}.text`, { count: observed })) return text;
        return t(`signals.${signal}.text`, { count: observed, observed: count(observed), of: count(more.of ?? 0), hours: more.hours ?? 0 });
      },
    };
  }, [t, i18n]);
}
