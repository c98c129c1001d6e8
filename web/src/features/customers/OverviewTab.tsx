import { Badge, Card, Group, SimpleGrid, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Profile } from "@/api/names";
import { useSession } from "@/api/session";
import { AGREEMENTS, type Wallet, walletQuery } from "@/features/customers/customers";
import { ScoresCard } from "@/features/customers/ScoresCard";
import { count, day, moment, money } from "@/ui/format";

const MOST_ENDING = 10;

/** Who the customer is, what they agreed to, what is expected of them, and what ends soon. */
export function OverviewTab({ profile }: { profile: Profile }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <IdentityCard profile={profile} />
      <Stack>
        <ScoresCard profile={profile} />
        <ConsentCard profile={profile} />
        <EndingCard profile={profile} />
      </Stack>
    </SimpleGrid>
  );
}

function IdentityCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const zone = useSession().workspace.time_zone;
  const attributes = Object.entries(profile.attributes)
    .filter(([name]) => !name.startsWith("ai."))
    .sort(([a], [b]) => a.localeCompare(b));
  const facts: [string, ReactNode][] = [
    [t("fields.custom_id"), profile.custom_id],
    [t("fields.email"), profile.email],
    [t("fields.phone"), profile.phone],
    [t("fields.uuid"), <span key="uuid" className="lg-mono lg-words">{profile.uuid}</span>],
    [t("fields.created"), moment(profile.created_at, zone)],
    [t("fields.updated"), moment(profile.updated_at, zone)],
  ];
  return (
    <Card>
      <Title order={2} fz="md" mb="xs">
        {t("identity.title")}
      </Title>
      <Facts rows={facts} />
      <Text fz="sm" fw={650} mt="md" mb={4}>
        {t("fields.tags")}
      </Text>
      <Group gap={6}>
        {profile.tags.map((tag) => (
          <Badge key={tag} variant="light" tt="none">
            {tag}
          </Badge>
        ))}
        {profile.tags.length === 0 && <Nothing>{t("identity.noTags")}</Nothing>}
      </Group>
      <Text fz="sm" fw={650} mt="md" mb={4}>
        {t("identity.attributes")}
      </Text>
      {attributes.length === 0 ? (
        <Nothing>{t("identity.noAttributes")}</Nothing>
      ) : (
        <Facts rows={attributes.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)])} />
      )}
    </Card>
  );
}

function Nothing({ children }: { children: string }) {
  return (
    <Text fz="sm" c="dimmed">
      {children}
    </Text>
  );
}

export function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0} className="lg-facts">
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={500} c="dimmed" fz="sm" w="38%" className="lg-words">
              {name}
            </Table.Th>
            <Table.Td fz="sm" className="lg-words">
              {value ?? "–"}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ConsentCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const said = AGREEMENTS.filter((channel) => channel in profile.agreements);
  const silent = AGREEMENTS.filter((channel) => !(channel in profile.agreements));
  return (
    <Card>
      <Title order={2} fz="md" mb="xs">
        {t("consent.title")}
      </Title>
      <Stack gap={6}>
        {said.map((channel) => {
          const agreed = profile.agreements[channel];
          return (
            <Group key={channel} gap="xs">
              <Text span c={agreed ? "teal" : "red"} lh={1}>
                {agreed ? <IconCheck size={17} aria-hidden /> : <IconX size={17} aria-hidden />}
              </Text>
              <Text fz="sm">{t(agreed ? "consent.agreed" : "consent.refused", { channel: t(`channels.${channel}`) })}</Text>
            </Group>
          );
        })}
        {silent.length > 0 && (
          <Group gap="xs" wrap="nowrap">
            <IconMinus size={17} aria-hidden />
            <Text fz="sm" c="dimmed">
              {t("consent.silent", { channels: silent.map((channel) => t(`channels.${channel}`)).join(", ") })}
            </Text>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

/** What of the wallet ends within a month, soonest first. */
function EndingCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const zone = useSession().workspace.time_zone;
  const { data: wallet } = useQuery(walletQuery(profile.id));
  const said = (end: Wallet["expiring"][number]) => {
    if (end.kind === "points") return t("ending.points", { count: end.amount ?? 0, amount: count(end.amount ?? 0) });
    const currency = wallet?.codes.find(({ code }) => code === end.name)?.currency;
    const rest = end.kind === "gift_card" && end.amount !== null && currency ? ` · ${money(end.amount, currency)}` : "";
    return `${t(`ending.${end.kind}`)} ${end.name}${rest}`;
  };
  return (
    <Card>
      <Title order={2} fz="md" mb="xs">
        {t("ending.title")}
      </Title>
      {wallet === undefined ? (
        <Skeleton height={20} />
      ) : wallet.expiring.length === 0 ? (
        <Nothing>{t("ending.nothing")}</Nothing>
      ) : (
        <Facts
          rows={wallet.expiring.slice(0, MOST_ENDING).map((end) => [day(end.at, zone), said(end)])}
        />
      )}
    </Card>
  );
}
