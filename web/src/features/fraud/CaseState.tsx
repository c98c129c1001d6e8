import { useTranslation } from "react-i18next";

import type { FraudCase } from "@/features/fraud/fraud";
import { Status, type Tone } from "@/ui/Status";

const TONES: Record<FraudCase["state"], Tone> = { open: "idle", confirmed: "bad", dismissed: "good" };

/** What was decided about a case, if anything. */
export function CaseState({ about: { state, trusted } }: { about: Pick<FraudCase, "state" | "trusted"> }) {
  const { t } = useTranslation("fraud");
  return <Status tone={TONES[state]}>{t(trusted ? "states.trusted" : `states.${state}`)}</Status>;
}
