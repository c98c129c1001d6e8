import { Anchor, Badge, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { type Profile, usePromotionNames } from "@/api/names";
import { useMay } from "@/api/session";
import { handbillsQuery, offersQuery, scoresQuery } from "@/features/customers/customers";
import { useZone } from "@/forms/settings";
import { ActionButton } from "@/ui/ActionButton";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";

/** What the engine would offer the customer first, and what the handbills of the moment do offer, each with why. */
export function OffersTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const mayHandbills = useMay("PROMOTIONS_HANDBILL_READ");
  const { data: handbills, error } = useQuery({ ...handbillsQuery, enabled: mayHandbills });
  return (
    <Stack>
      <Ranking profile={profile} />
      {error && <Failure error={error} />}
      {handbills?.length === 0 && (
        <Empty icon={IconSparkles} title={t("offers.noHandbill")}>
          {t("offers.noHandbillText")}
        </Empty>
      )}
      {handbills?.map((handbill) => <Handbill key={handbill.id} handbill={handbill} profile={profile} />)}
    </Stack>
  );
}

function Ranking({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const may = useMay("AI_PROFILE_READ");
  const { data, error } = useQuery({ ...scoresQuery(profile.id), enabled: may });
  const nameOf = usePromotionNames(data?.promotions.map((found) => found.promotion_id) ?? []);
  return (
    <Card>
      <Title order={2} fz="md">
        {t("offers.ranking")}
      </Title>
      <Text fz="sm" c="dimmed" mb="sm">
        {data ? t(`offers.stages.${data.stage}`) : t("offers.rankingLead")}
      </Text>
      {!may && <Text fz="sm">{t("needs", { permission: "AI_PROFILE_READ" })}</Text>}
      {error && <Failure error={error} />}
      {may && !error && data === undefined && <Skeleton height={80} />}
      {data?.promotions.length === 0 && <Text fz="sm">{t("offers.nothingRanked")}</Text>}
      <Stack gap="sm" component="ol" className="lg-verdict">
        {data?.promotions.map((found, place) => <Ranked key={found.promotion_id} place={place + 1} id={found.promotion_id} name={nameOf(found.promotion_id)} reasons={found.reasons} />)}
      </Stack>
    </Card>
  );
}

function Ranked({ place, id, name, reasons, mark }: { place: number; id: string; name: string; reasons: string[]; mark?: string }) {
  return (
    <li>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Badge circle size="lg" variant="light" aria-hidden>
          {place}
        </Badge>
        <div>
          <Anchor component={Link} to={`/promotions/${id}`} fz="sm" fw={600} className="lg-words">
            {name}
          </Anchor>
          <Text fz="xs" c="dimmed" className="lg-words" lang="en">
            {reasons.join(" · ")}
          </Text>
        </div>
        {mark && (
          <Badge variant="light" color="gray" tt="none" ml="auto">
            {mark}
          </Badge>
        )}
      </Group>
    </li>
  );
}

function Handbill({ handbill, profile }: { handbill: Schemas["HandbillView"]; profile: Profile }) {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const may = useMay("PROMOTIONS_HANDBILL_ASSIGN_CREATE");
  const { data, error, isFetching, refetch } = useQuery(offersQuery(handbill.id, profile.id));
  return (
    <Card>
      <Group justify="space-between" align="flex-start">
        <div className="lg-page-head">
          <Title order={2} fz="md">
            <Anchor component={Link} to={`/handbills/${handbill.id}`} inherit>
              {handbill.name}
            </Anchor>
          </Title>
          <Text fz="sm" c="dimmed">
            {data ? t("offers.period", { from: moment(data.starts_at, zone), to: moment(data.ends_at, zone) }) : t("offers.looking")}
          </Text>
        </div>
        {!data && (
          <ActionButton size="sm" variant="default" why={!may && t("needs", { permission: "PROMOTIONS_HANDBILL_ASSIGN_CREATE" })} loading={isFetching} onClick={() => void refetch()}>
            {t("offers.show")}
          </ActionButton>
        )}
      </Group>
      {error && <Failure error={error} />}
      {data && (
        <Stack gap="sm" mt="sm">
          <Text fz="sm">{data.variant === null ? t("offers.control") : data.stage ? t(`offers.stages.${data.stage}`) : t("offers.nothing")}</Text>
          <Stack gap="sm" component="ol" className="lg-verdict">
            {data.items.map((offer) => (
              <Ranked key={offer.promotion_id} place={offer.place} id={offer.promotion_id} name={offer.name} reasons={offer.reasons} mark={t(`lives.${offer.status}`, offer.status)} />
            ))}
          </Stack>
        </Stack>
      )}
    </Card>
  );
}
