import { Group, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { KeptCart } from "@/features/redemptions/cart";
import { count, money, moneyOff } from "@/ui/format";

interface CartTableProps {
  cart: KeptCart;
  currency: string;
  /** What was taken off each line, by its id. */
  discounts?: Record<string, number>;
  /** Units that came back, by line. */
  returned?: Record<string, number>;
}

/** What was bought, line by line, with what was taken off. */
export function CartTable({ cart, currency, discounts, returned = {} }: CartTableProps) {
  const { t } = useTranslation("redemptions");
  if (cart.lines.length === 0) {
    return (
      <Text fz="sm" c="dimmed">
        {cart.total === undefined ? t("cart.nothing") : t("cart.onlyTotal", { total: money(cart.total, currency) })}
      </Text>
    );
  }
  return (
    <>
      <Table.ScrollContainer minWidth={discounts ? 460 : 360} type="native" tabIndex={0} role="region" aria-label={t("cart.title")}>
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("cart.article")}</Table.Th>
              <Table.Th ta="right">{t("cart.quantity")}</Table.Th>
              <Table.Th ta="right">{t("cart.amount")}</Table.Th>
              {discounts && <Table.Th ta="right">{t("cart.discount")}</Table.Th>}
              {discounts && <Table.Th ta="right">{t("cart.final")}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cart.lines.map((line) => (
              <Table.Tr key={line.id}>
                <Table.Td>
                  <Text fz="sm" className="lg-words">
                    {line.name || line.sku}
                  </Text>
                  <Text fz="xs" c="dimmed" className="lg-words">
                    {[line.name && line.sku, returned[line.id] && t("cart.returned", { count: returned[line.id] })].filter(Boolean).join(" · ")}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{count(line.quantity)}</Table.Td>
                <Table.Td ta="right">{money(line.amount, currency)}</Table.Td>
                {discounts && <Table.Td ta="right">{discounts[line.id] ? moneyOff(discounts[line.id] ?? 0, currency) : "–"}</Table.Td>}
                {discounts && <Table.Td ta="right">{money(line.amount - (discounts[line.id] ?? 0), currency)}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group gap="lg" mt="xs">
        {cart.shipping > 0 && <Text fz="sm">{t("cart.shipping", { amount: money(cart.shipping, currency) })}</Text>}
        {cart.facts.map(([name, value]) => (
          <Text key={name} fz="sm" c="dimmed" className="lg-words">
            {name}: {value}
          </Text>
        ))}
      </Group>
    </>
  );
}
