import { Badge, Button, Drawer, Stack, Text } from "@mantine/core";
import { IconShoppingCart } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, usePage } from "@/api/lists";
import type { Profile } from "@/api/names";
import { type Order, readOrders } from "@/features/customers/customers";
import { major, readCart } from "@/features/redemptions/cart";
import { CartTable } from "@/features/redemptions/CartTable";
import { useZone } from "@/forms/settings";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, moment, money, moneyOff } from "@/ui/format";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { cursor: "" };

/** What the customer bought. */
export function OrdersTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const [view, change] = useUrlState(DEFAULTS);
  const [opened, open] = useState<Order>();
  const { data, error, refetch } = usePage(["customers", profile.id, "orders", view.cursor], () => readOrders(profile.id, view.cursor));
  const columns = useOrderColumns(open);
  return (
    <>
      <DataTable
        name="orders"
        label={t("orders.title")}
        columns={columns}
        rows={data?.items}
        keyOf={(order) => order.id}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readOrders(profile.id, cursor ?? ""))}
        filters={
          <Text fw={650} component="h2" fz="md">
            {t("orders.title")}
          </Text>
        }
        empty={
          <Empty icon={IconShoppingCart} title={t("orders.none")}>
            {t("orders.noneText")}
          </Empty>
        }
      />
      <Drawer opened={opened !== undefined} onClose={() => open(undefined)} position="right" size="lg" title={opened && t("orders.one", { id: opened.id })} closeButtonProps={{ "aria-label": t("close") }}>
        {opened && <CartTable cart={readCart(opened.cart)} currency={opened.currency} />}
      </Drawer>
    </>
  );
}

function useOrderColumns(open: (order: Order) => void): Column<Order>[] {
  const { t } = useTranslation("customers");
  const zone = useZone();
  return useMemo(
    () => [
      { id: "id", title: t("orders.id"), value: (order) => order.id, cell: (order) => <span className="lg-mono lg-words">{order.id}</span> },
      { id: "at", title: t("orders.at"), value: (order) => order.at, cell: (order) => <span className="lg-nowrap">{moment(order.at, zone)}</span> },
      { id: "items", title: t("orders.items"), align: "right", value: (order) => readCart(order.cart).lines.length, cell: (order) => count(readCart(order.cart).lines.length) },
      { id: "total", title: t("orders.total"), align: "right", value: (order) => major(order.total, order.currency), cell: (order) => money(order.total, order.currency) },
      { id: "discount", title: t("orders.discount"), align: "right", value: (order) => major(order.discount, order.currency), cell: (order) => (order.discount ? moneyOff(order.discount, order.currency) : "–") },
      {
        id: "state",
        title: t("orders.state"),
        value: (order) => t(`orders.states.${order.state}`),
        cell: (order) => (
          <Stack gap={2} align="flex-start">
            <Badge variant="light" color={order.state === "paid" ? "teal" : "orange"} tt="none">
              {t(`orders.states.${order.state}`)}
            </Badge>
            {order.returned > 0 && order.state === "paid" && (
              <Text fz="xs" c="dimmed">
                {t("orders.partly", { amount: money(order.returned, order.currency) })}
              </Text>
            )}
          </Stack>
        ),
      },
      {
        id: "open",
        title: t("orders.what"),
        cell: (order) => (
          <Button size="compact-sm" variant="subtle" onClick={() => open(order)} aria-label={`${t("orders.show")}: ${t("orders.one", { id: order.id })}`}>
            {t("orders.show")}
          </Button>
        ),
      },
    ],
    [t, zone, open],
  );
}
