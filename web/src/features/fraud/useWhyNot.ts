import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import type { FraudCase } from "@/features/fraud/fraud";

/** Why the reader cannot decide this case; nothing when he can. */
export function useWhyNot({ subject }: FraudCase): string | undefined {
  const { t } = useTranslation("fraud");
  const { member } = useSession();
  const may = useMay("FRAUD_CASE_DECISION_CREATE");
  if (!may) return t("mayNot", { permission: "FRAUD_CASE_DECISION_CREATE" });
  return subject.kind === "staff" && subject.id === member.id ? t("ownCase") : undefined;
}
