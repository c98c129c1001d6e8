import { Anchor, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { IconCoins, IconUsers } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { allPages } from "@/api/lists";
import { type Profile, useCustomerNames } from "@/api/names";
import { readReferrals } from "@/features/customers/customers";
import { useZone } from "@/forms/settings";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Figure } from "@/ui/Figure";
import { count, moment } from "@/ui/format";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

type Referral = Schemas["ReferralView"];
const DEFAULTS = { cursor: "" };

/** Codes the customer gives to friends, who used them, and what that earned. */
export function ReferralsTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const [view, change] = useUrlState(DEFAULTS);
  const { data: page, error, refetch } = useQuery({
    queryKey: ["customers", profile.id, "referrals", view.cursor],
    queryFn: () => readReferrals(profile.id, view.cursor),
    placeholderData: keepPreviousData,
  });
  const columns = useReferralColumns(page?.items);
  return (
    <Stack>
      <SimpleGrid cols={2} spacing="sm">
        <Figure icon={IconUsers} color="indigo" label={t("referrals.friends")} note={t("referrals.friendsNote")} value={page && count(page.friends)} />
        <Figure icon={IconCoins} color="teal" label={t("referrals.points")} note={t("referrals.pointsNote")} value={page && count(page.points)} />
      </SimpleGrid>
      {page !== undefined && page.codes.length > 0 && <Codes codes={page.codes} />}
      <DataTable
        name="referrals"
        label={t("referrals.title")}
        columns={columns}
        rows={page?.items}
        keyOf={(item) => item.redemption_id + item.code}
        to={(item) => `/redemptions/${item.redemption_id}`}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: page?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readReferrals(profile.id, cursor ?? ""))}
        filters={
          <Text fw={650} component="h2" fz="md">
            {t("referrals.title")}
          </Text>
        }
        empty={
          <Empty icon={IconUsers} title={t("referrals.none")}>
            {t("referrals.noneText")}
          </Empty>
        }
      />
    </Stack>
  );
}

function Codes({ codes }: { codes: Schemas["ReferralCode"][] }) {
  const { t } = useTranslation("customers");
  return (
    <div>
      <Title order={2} fz="md" mb="xs">
        {t("referrals.codes")}
      </Title>
      <Table withTableBorder>
        <Table.Tbody>
          {codes.map((code) => (
            <Table.Tr key={code.code}>
              <Table.Td className="lg-mono lg-words">{code.code}</Table.Td>
              <Table.Td className="lg-words">{code.name}</Table.Td>
              <Table.Td ta="right">{t("referrals.count", { count: code.friends })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function useReferralColumns(items: Referral[] | undefined): Column<Referral>[] {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const called = useCustomerNames(items?.map((item) => item.profile_id) ?? []);
  return useMemo(
    () => [
      {
        id: "friend",
        title: t("referrals.friend"),
        value: (item) => (item.profile_id === null ? undefined : called(item.profile_id)),
        cell: (item) =>
          item.profile_id === null ? (
            t("referrals.unknown")
          ) : (
            <Anchor component={Link} to={`/customers/${String(item.profile_id)}`} fz="sm">
              {called(item.profile_id)}
            </Anchor>
          ),
      },
      { id: "code", title: t("wallet.code"), value: (item) => item.code, cell: (item) => <span className="lg-mono lg-words">{item.code}</span> },
      { id: "at", title: t("wallet.redeemedAt"), value: (item) => item.redeemed_at, cell: (item) => moment(item.redeemed_at, zone) },
      { id: "points", title: t("referrals.earned"), align: "right", value: (item) => item.points, cell: (item) => count(item.points) },
      { id: "state", title: t("wallet.stand"), value: (item) => t(item.is_rolled_back ? "referrals.back" : "referrals.counts"), cell: (item) => <Status tone={item.is_rolled_back ? "warn" : "good"}>{t(item.is_rolled_back ? "referrals.back" : "referrals.counts")}</Status> },
    ],
    [t, zone, called],
  );
}
