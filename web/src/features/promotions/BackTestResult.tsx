import { Anchor, SimpleGrid, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { count, money, moneyOff } from "@/ui/format";
import { saidReason } from "@/ui/reasons";

type Sums = Record<string, number>;

interface Result {
  orders: number;
  winners: number;
  cost: Sums;
  winners_value: Sums;
  discount_percent: Sums;
  top_orders: { order_id: string; currency: string; total: number; discount: number }[];
  conflicts: { promotion_id: string; name: string; won: number; lost: number; together: number }[];
  refusals: { reason: string; orders: number }[];
}

const TOP = 10;
const sums = (amounts: Sums) => Object.entries(amounts).map(([currency, minor]) => money(minor, currency)).join(", ") || "–";

/** What a back-test found. */
export function BackTestResult({ result }: { result: Record<string, unknown> }) {
  const { t } = useTranslation("promotions");
  const told = result as unknown as Result;
  const share = told.orders ? Math.round((1000 * told.winners) / told.orders) / 10 : 0;
  const figures: [string, string][] = [
    [t("backtest.orders"), count(told.orders)],
    [t("backtest.winners"), `${count(told.winners)} (${count(share)} %)`],
    [t("backtest.cost"), sums(told.cost)],
    [t("backtest.value"), sums(told.winners_value)],
    [t("backtest.percent"), Object.entries(told.discount_percent).map(([currency, percent]) => `${count(percent)} % (${currency})`).join(", ") || "–"],
  ];
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, sm: 5 }} component="dl" m={0}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <Text component="dt" fz="xs" c="dimmed">{name}</Text>
            <Text component="dd" m={0} fw={700}>{value}</Text>
          </div>
        ))}
      </SimpleGrid>
      {told.orders === 0 && <Text fz="sm" c="dimmed">{t("backtest.nothing")}</Text>}
      {told.refusals.length > 0 && (
        <Part title={t("backtest.refusals")} heads={[t("backtest.reason"), t("backtest.orders")]} rows={told.refusals.map(({ reason, orders }) => [saidReason(reason) || reason, count(orders)])} />
      )}
      {told.top_orders.length > 0 && (
        <Part title={t("backtest.top")} heads={[t("backtest.order"), t("backtest.total"), t("backtest.discount")]} rows={told.top_orders.slice(0, TOP).map((order) => [order.order_id, money(order.total, order.currency), moneyOff(order.discount, order.currency)])} />
      )}
      {told.conflicts.length > 0 && (
        <Part
          title={t("backtest.conflicts")}
          heads={[t("promotion"), t("backtest.won"), t("backtest.lost"), t("backtest.together")]}
          rows={told.conflicts.map((met) => [<Anchor key={met.promotion_id} component={Link} to={`/promotions/${met.promotion_id}`} fz="sm">{met.name || met.promotion_id}</Anchor>, count(met.won), count(met.lost), count(met.together)])}
        />
      )}
    </Stack>
  );
}

function Part({ title, heads, rows }: { title: string; heads: string[]; rows: React.ReactNode[][] }) {
  return (
    <div>
      <Title order={3} fz="sm">{title}</Title>
      <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={title}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>{heads.map((head, place) => <Table.Th key={head} ta={place ? "right" : "left"}>{head}</Table.Th>)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((cells, row) => (
              <Table.Tr key={row}>{cells.map((cell, place) => <Table.Td key={place} ta={place ? "right" : "left"}>{cell}</Table.Td>)}</Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
