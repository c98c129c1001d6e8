import { Card, SimpleGrid, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import type { Profile } from "@/api/names";
import { useMay, useSession } from "@/api/session";
import { scoresQuery } from "@/features/customers/customers";
import { useCurrency } from "@/forms/settings";
import { Failure } from "@/ui/Failure";
import { count, money, moment, percent } from "@/ui/format";

/** What the engine expects of the customer: value and engagement. */
export function ScoresCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const may = useMay("AI_PROFILE_READ");
  const zone = useSession().workspace.time_zone;
  const { data, error } = useQuery({ ...scoresQuery(profile.id), enabled: may });
  const currency = useCurrency();
  const engagement = profile.attributes["ai.engagement"];
  const scores = data?.scores;
  return (
    <Card>
      <Title order={2} fz="md" mb="xs">
        {t("scores.title")}
      </Title>
      {!may && <Text fz="sm">{t("needs", { permission: "AI_PROFILE_READ" })}</Text>}
      {may && error && !(error instanceof Problem && error.status === 404) && <Failure error={error} />}
      {may && !error && data === undefined && <Skeleton height={60} />}
      {data && !scores && (
        <Text fz="sm" c="dimmed">
          {t("scores.none")}
        </Text>
      )}
      {scores && (
        <>
          <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
            <Score label={t("scores.spend", { count: scores.horizon_days })} value={scores.spend === null ? "–" : money(Math.round(scores.spend), currency)} />
            <Score label={t("scores.purchases", { count: scores.horizon_days })} value={scores.purchases === null ? "–" : count(Math.round(scores.purchases * 10) / 10)} />
            <Score label={t("scores.propensity")} value={scores.propensity === null ? "–" : percent(scores.propensity)} />
            <Score label={t("scores.engagement")} value={typeof engagement === "string" ? t(`engagement.${engagement}`, engagement) : "–"} />
          </SimpleGrid>
          <Text fz="xs" c="dimmed" mt="sm">
            {scores.due !== null && `${t(scores.due > 1 ? "scores.overdue" : "scores.onTime", { times: count(Math.round(scores.due * 10) / 10) })} `}
            {t("scores.at", { at: moment(scores.scored_at, zone) })}
          </Text>
        </>
      )}
    </Card>
  );
}

function Score({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text fz={20} fw={750} lh={1.2}>
        {value}
      </Text>
      <Text fz="xs" c="dimmed">
        {label}
      </Text>
    </div>
  );
}
