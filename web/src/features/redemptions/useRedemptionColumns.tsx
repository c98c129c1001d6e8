import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useCustomerNames, usePromotionNames } from "@/api/names";
import { major } from "@/features/redemptions/cart";
import { HoldActions } from "@/features/redemptions/HoldActions";
import { type Redemption, STATE_TONES } from "@/features/redemptions/redemptions";
import { useZone } from "@/forms/settings";
import { type Column, TwoLines } from "@/ui/DataTable";
import { moment, money, moneyOff, since } from "@/ui/format";
import { Status } from "@/ui/Status";

const NAMED = 2;

/** The columns of a list of redemptions; of holds with what can be done, of one customer without the customer. */
export function useRedemptionColumns(items: Redemption[] | undefined, of: "all" | "holds" | "customer"): Column<Redemption>[] {
  const { t } = useTranslation("redemptions");
  const zone = useZone();
  const promotionName = usePromotionNames(items?.flatMap(({ promotions }) => promotions.map((given) => given.promotion_id)) ?? []);
  const customerName = useCustomerNames(of === "customer" ? [] : (items?.map((item) => item.customer_id) ?? []));
  return useMemo(() => {
    const promotionsOf = (redemption: Redemption) => redemption.promotions.map((given) => promotionName(given.promotion_id));
    const codesOf = (redemption: Redemption) => redemption.promotions.flatMap((given) => given.code ?? []);
    const columns: Column<Redemption>[] = [
      {
        id: "at",
        title: t("columns.at"),
        value: (redemption) => redemption.created_at,
        cell: (redemption) => (
          <TwoLines
            main={
              <Link to={`/redemptions/${redemption.id}`} className="lg-plain lg-nowrap">
                {moment(redemption.created_at, zone)}
              </Link>
            }
            sub={redemption.order_id ?? t("columns.noOrder")}
          />
        ),
      },
      { id: "state", title: t("columns.state"), value: (redemption) => t(`states.${redemption.state}`), cell: (redemption) => <Status tone={STATE_TONES[redemption.state]}>{t(`states.${redemption.state}`)}</Status> },
      { id: "promotions", title: t("columns.promotions"), value: (redemption) => redemption.promotions.map((given) => promotionName(given.promotion_id, given.promotion_id)).join(", "), cell: (redemption) => <Promotions names={promotionsOf(redemption)} /> },
      { id: "codes", title: t("columns.codes"), value: (redemption) => codesOf(redemption).join(" "), cell: (redemption) => <span className="lg-code">{codesOf(redemption).join(" ") || "–"}</span> },
    ];
    if (of !== "customer") {
      columns.push({
        id: "customer",
        title: t("columns.customer"),
        value: (redemption) => (redemption.customer_id === null ? undefined : customerName(redemption.customer_id)),
        cell: ({ customer_id: id }) =>
          id === null ? (
            t("columns.nobody")
          ) : (
            <Anchor component={Link} to={`/customers/${String(id)}`} fz="sm" className="lg-words">
              {customerName(id)}
            </Anchor>
          ),
      });
    }
    columns.push(
      { id: "initial", title: t("columns.initial"), align: "right", value: (redemption) => major(redemption.initial, redemption.currency), cell: (redemption) => money(redemption.initial, redemption.currency) },
      { id: "discount", title: t("columns.discount"), align: "right", value: (redemption) => major(redemption.discount, redemption.currency), cell: (redemption) => <Text fz="sm" fw={650}>{redemption.discount ? moneyOff(redemption.discount, redemption.currency) : "–"}</Text> },
    );
    if (of === "holds") {
      columns.push(
        { id: "until", title: t("columns.until"), value: (redemption) => redemption.held_until ?? undefined, cell: ({ held_until: until }) => (until ? <TwoLines main={<span className="lg-nowrap">{moment(until, zone)}</span>} sub={since(until)} /> : "–") },
        { id: "actions", title: t("columns.actions"), cell: (redemption) => <HoldActions hold={redemption} compact /> },
      );
    }
    return columns;
  }, [t, zone, of, promotionName, customerName]);
}

function Promotions({ names }: { names: string[] }) {
  return (
    <Group gap={4}>
      <span className="lg-words">{names.slice(0, NAMED).join(", ") || "–"}</span>
      {names.length > NAMED && (
        <Text span fz="xs" c="dimmed" title={names.slice(NAMED).join(", ")}>
          +{names.length - NAMED}
        </Text>
      )}
    </Group>
  );
}
