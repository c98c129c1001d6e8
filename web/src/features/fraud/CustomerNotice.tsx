import { Alert, Anchor } from "@mantine/core";
import { IconShieldExclamation } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { casesAboutQuery } from "@/features/fraud/fraud";

/** That a customer is suspected of abuse, or that it was abuse, for those who may know. */
export function CustomerNotice({ profileId }: { profileId: string }) {
  const { t } = useTranslation("fraud");
  const may = useMay("FRAUD_CASE_READ");
  const { data } = useQuery({ ...casesAboutQuery("customer", profileId, ["open", "confirmed"]), enabled: may });
  const worst = data?.find(({ state }) => state === "open") ?? data?.[0];
  if (!may || !worst) return null;
  return (
    <Alert color={worst.state === "open" ? "orange" : "red"} variant="light" icon={<IconShieldExclamation />} p="xs">
      {t(`notice.${worst.state}`, { score: worst.score })}{" "}
      <Anchor component={Link} to={`/fraud/${worst.id}`} fz="sm" c="inherit" td="underline">
        {t("notice.see")}
      </Anchor>
    </Alert>
  );
}
