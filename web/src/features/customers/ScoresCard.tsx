import { Card, SimpleGrid, Skeleton, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
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
  const { data, error } = useQuery({ ...scoresQuery(profile.id), enabled: may });
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
      {scores && <Scores scores={scores} engagement={typeof engagement === "string" ? t(`engagement.${engagement}`, engagement) : "–"} />}
    </Card>
  );
}

const tenth = (value: number): string => count(Math.round(value * 10) / 10);

function Scores({ scores, engagement }: { scores: Schemas["AiScoresView"]; engagement: string }) {
  const { t } = useTranslation("customers");
  const zone = useSession().workspace.time_zone;
  const currency = useCurrency();
  const { spend, purchases, propensity, due, horizon_days: days } = scores;
  return (
    <>
      <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
        <Score label={t("scores.spend", { count: days })} value={spend === null ? "–" : money(Math.round(spend), currency)} />
        <Score label={t("scores.purchases", { count: days })} value={purchases === null ? "–" : tenth(purchases)} />
        <Score label={t("scores.propensity")} value={propensity === null ? "–" : percent(propensity)} />
        <Score label={t("scores.engagement")} value={engagement} />
      </SimpleGrid>
      <Text fz="xs" c="dimmed" mt="sm">
        {due !== null && `${t(due > 1 ? "scores.overdue" : "scores.onTime", { times: tenth(due) })} `}
        {t("scores.at", { at: moment(scores.scored_at, zone) })}
      </Text>
    </>
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
