import { Card, Text, Timeline, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useActorNames, usePromotionNames } from "@/api/names";
import type { RedemptionDetail } from "@/features/redemptions/redemptions";
import { useZone } from "@/forms/settings";
import { count, moment, money } from "@/ui/format";

/** What was done to a redemption, and what of limits it took or gave back. */
export function Ledger({ redemption }: { redemption: RedemptionDetail }) {
  const { t } = useTranslation("redemptions");
  const zone = useZone();
  const campaigns = new Set(redemption.promotions.map((given) => given.campaign_id));
  const owners = redemption.entries.flatMap((entry) => Object.keys(entry.counted).map((key) => key.split(":")[0] ?? ""));
  const actorName = useActorNames(redemption.entries.map((entry) => entry.actor));
  const nameOf = usePromotionNames(owners.filter((owner) => !campaigns.has(owner)));
  return (
    <Card>
      <Title order={2} fz="md" mb="sm">
        {t("ledger.title")}
      </Title>
      <Timeline bulletSize={14} lineWidth={2} active={-1}>
        {redemption.entries.map((entry, place) => {
          const reason = typeof entry.params.reason === "string" ? entry.params.reason : "";
          const refund = typeof entry.params.refund === "number" ? money(entry.params.refund, redemption.currency) : "";
          return (
            <Timeline.Item
              key={place}
              title={
                <Text fz="sm" fw={650}>
                  {t(`ledger.kinds.${entry.kind}`)}
                </Text>
              }
            >
              <Text fz="xs" c="dimmed" className="lg-words">
                {moment(entry.at, zone)} · {actorName(entry.actor)}
              </Text>
              {(reason || refund) && <Text fz="sm" className="lg-words">{[reason, refund && t("ledger.refund", { amount: refund })].filter(Boolean).join(" · ")}</Text>}
              {Object.entries(entry.counted).map(([key, amount]) => {
                const [owner = "", measure = "", scope = "", ...rest] = key.split(":");
                const [what = "", currency] = measure.split(".");
                const many = currency ? money(amount, currency) : count(amount);
                return (
                  <Text key={key} fz="xs" className="lg-words">
                    <b>{amount > 0 ? `+${many}` : many}</b> {t(`ledger.measures.${what}`, what)} · {t(`ledger.scopes.${scope}`, scope)}
                    {rest.filter(Boolean).length > 0 && ` · ${rest.filter(Boolean).join(" · ")}`} · {campaigns.has(owner) ? t("ledger.campaign") : nameOf(owner)}
                  </Text>
                );
              })}
              {Object.keys(entry.counted).length === 0 && (
                <Text fz="xs" c="dimmed">
                  {t("ledger.nothing")}
                </Text>
              )}
            </Timeline.Item>
          );
        })}
      </Timeline>
    </Card>
  );
}
