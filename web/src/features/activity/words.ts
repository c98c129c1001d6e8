import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { namelessActor } from "@/api/names";
import type { Entry } from "@/features/activity/activity";

const plain = (name: string) => name.replaceAll("_", " ");
const SHOWN = 4;

/** The log in words: its names are for programs. What has no word of its own keeps its name. */
export function useActivityWords() {
  const { t } = useTranslation("activity");
  return useMemo(() => {
    const type = (name: string) => t(`types.${name}`, plain(name));
    return {
      type,
      action: ({ action }: Entry) => {
        const [noun = "", verb = ""] = action.split(".");
        return t(`actions.${noun}.${verb}`, t("actionOf", { what: type(noun), verb: t(`verbs.${verb}`, plain(verb)) }));
      },
      actor: ({ actor, actor_name }: Entry) => actor_name ?? namelessActor(actor),
      fields: (names: string[]) => {
        const more = names.length - SHOWN;
        return names.slice(0, SHOWN).map(plain).join(", ") + (more > 0 ? ` +${more}` : "");
      },
    };
  }, [t]);
}
