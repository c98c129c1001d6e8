import { Alert, Anchor, Card, Grid, Group, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useActorNames, useCustomerNames, usePromotionNames } from "@/api/names";
import { useMay } from "@/api/session";
import { readCart } from "@/features/redemptions/cart";
import { CartTable } from "@/features/redemptions/CartTable";
import { HoldActions } from "@/features/redemptions/HoldActions";
import { Ledger } from "@/features/redemptions/Ledger";
import { type RedemptionDetail, redemptionQuery, STATE_TONES } from "@/features/redemptions/redemptions";
import { RollBackDialog } from "@/features/redemptions/RollBackDialog";
import { useZone } from "@/forms/settings";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { count, moment, money, moneyOff } from "@/ui/format";
import { Page } from "@/ui/Page";
import { saidGrant, type Grant } from "@/ui/reasons";
import { Status } from "@/ui/Status";

/** One redemption or hold: the order, what it got, what was counted, and taking it back. */
export default function RedemptionPage() {
  const { t } = useTranslation("redemptions");
  const { redemptionId } = useParams({ strict: false }) as { redemptionId: string };
  const { data: redemption, error, refetch } = useQuery(redemptionQuery(redemptionId));
  return (
    <Page
      title={redemption?.order_id ? t("detail.titleOrder", { order: redemption.order_id }) : t("detail.title")}
      trail={[{ to: "/redemptions", label: t("title") }]}
      lead={<span className="lg-mono lg-words">{redemptionId}</span>}
      marks={redemption && <Status tone={STATE_TONES[redemption.state]}>{t(`states.${redemption.state}`)}</Status>}
      call={{ path: `/v1/redemptions/${redemptionId}`, operation: "getRedemption", tag: "redemptions" }}
      actions={redemption && <Actions redemption={redemption} />}
    >
      {error ? <Failure error={error} retry={() => void refetch()} /> : redemption ? <Content redemption={redemption} /> : <Skeleton height={240} />}
    </Page>
  );
}

function Actions({ redemption }: { redemption: RedemptionDetail }) {
  const { t } = useTranslation("redemptions");
  const [isOpen, open] = useState(false);
  const may = useMay("PROMOTIONS_REDEMPTION_ROLLBACK_CREATE");
  if (redemption.state === "held" || redemption.state === "lapsed") return <HoldActions hold={redemption} />;
  const why = !may ? t("needs", { permission: "PROMOTIONS_REDEMPTION_ROLLBACK_CREATE" }) : redemption.state !== "redeemed" && t("rollback.ended");
  return (
    <>
      <ActionButton color="red" variant="light" leftSection={<IconArrowBackUp size={17} />} why={why} onClick={() => open(true)}>
        {t("rollback.action")}
      </ActionButton>
      {isOpen && <RollBackDialog redemption={redemption} onClose={() => open(false)} />}
    </>
  );
}

function Content({ redemption }: { redemption: RedemptionDetail }) {
  const { t } = useTranslation("redemptions");
  const discounts: Record<string, number> = {};
  for (const given of redemption.promotions) for (const [line, off] of Object.entries(given.lines)) discounts[line] = (discounts[line] ?? 0) + off;
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Stack>
          <Summary redemption={redemption} />
          <Card>
            <Title order={2} fz="md" mb="xs">
              {t("cart.title")}
            </Title>
            <CartTable cart={readCart(redemption.cart)} currency={redemption.currency} discounts={discounts} returned={redemption.returned} />
          </Card>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack>
          <Promotions redemption={redemption} />
          <Ledger redemption={redemption} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function Summary({ redemption }: { redemption: RedemptionDetail }) {
  const { t } = useTranslation("redemptions");
  const zone = useZone();
  const customerName = useCustomerNames([redemption.customer_id]);
  const actorName = useActorNames([redemption.actor]);
  const { currency, customer_id: customer } = redemption;
  const spent = redemption.promotions.reduce((sum, given) => sum + given.points_spent, 0);
  const facts: [string, React.ReactNode][] = [
    [
      t("columns.customer"),
      customer === null ? (
        t("columns.nobody")
      ) : (
        <Anchor key="customer" component={Link} to={`/customers/${String(customer)}`} fz="sm">
          {customerName(customer)}
        </Anchor>
      ),
    ],
    [t("detail.made"), moment(redemption.created_at, zone)],
    [t("detail.redeemed"), redemption.redeemed_at && moment(redemption.redeemed_at, zone)],
    [t("columns.until"), redemption.held_until && moment(redemption.held_until, zone)],
    [t("detail.ended"), redemption.ended_at && moment(redemption.ended_at, zone)],
    [t("columns.actor"), actorName(redemption.actor)],
    [t("columns.initial"), money(redemption.initial, currency)],
    [t("columns.discount"), redemption.discount > 0 && moneyOff(redemption.discount, currency)],
    [t("detail.spentPoints"), spent > 0 && count(spent)],
    ...Object.entries(redemption.metadata).map(([name, value]): [string, string] => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  ];
  return (
    <Card>
      <Title order={2} fz="md" mb="xs">
        {t("detail.summary")}
      </Title>
      {redemption.state === "rolled_back" && (
        <Alert color="orange" variant="light" mb="sm">
          {t("detail.rolledBack")}
        </Alert>
      )}
      <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0} className="lg-facts">
        <Table.Tbody>
          {facts
            .filter(([, value]) => value !== null && value !== false && value !== "")
            .map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500} c="dimmed" fz="sm" w="38%">
                  {name}
                </Table.Th>
                <Table.Td fz="sm" className="lg-words">
                  {value}
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

function Promotions({ redemption }: { redemption: RedemptionDetail }) {
  const { t } = useTranslation("redemptions");
  const { currency } = redemption;
  const nameOf = usePromotionNames(redemption.promotions.map((given) => given.promotion_id));
  return (
    <Card>
      <Title order={2} fz="md" mb="xs">
        {t("detail.effects")}
      </Title>
      <Stack gap="sm">
        {redemption.promotions.map((given, place) => {
          const gives = [
            given.discount > 0 && moneyOff(given.discount, currency),
            given.shipping > 0 && t("detail.ofShipping", { amount: money(given.shipping, currency) }),
            ...given.grants.map((grant) => saidGrant(grant as unknown as Grant, currency)),
            given.points_spent > 0 && t("detail.points", { count: given.points_spent }),
            given.gift_spent > 0 && t("detail.gift", { amount: money(given.gift_spent, currency) }),
          ].filter(Boolean);
          return (
            <div key={`${given.promotion_id}${String(place)}`}>
              <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
                <Anchor component={Link} to={`/promotions/${given.promotion_id}`} fz="sm" fw={600} className="lg-words">
                  {nameOf(given.promotion_id)}
                </Anchor>
                <Text fz="sm" fw={650} ta="right">
                  {gives.join(" · ") || "–"}
                </Text>
              </Group>
              <Text fz="xs" c="dimmed" className="lg-words">
                {[given.code, t("detail.version", { version: given.version })].filter(Boolean).join(" · ")}
              </Text>
            </div>
          );
        })}
      </Stack>
    </Card>
  );
}
