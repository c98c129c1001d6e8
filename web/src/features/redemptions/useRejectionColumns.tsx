import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useActorNames, useCustomerNames, usePromotionNames } from "@/api/names";
import type { Rejection } from "@/features/redemptions/redemptions";
import { useCurrency, useZone } from "@/forms/settings";
import { type Column, TwoLines } from "@/ui/DataTable";
import { moment } from "@/ui/format";
import { saidReason, saidValue } from "@/ui/reasons";

export const currencyOf = (rejection: Rejection, usual: string): string => (typeof rejection.cart.currency === "string" ? rejection.cart.currency : usual);

export function useRejectionColumns(items: Rejection[] | undefined, open: (rejection: Rejection) => void): Column<Rejection>[] {
  const { t } = useTranslation("redemptions");
  const zone = useZone();
  const usual = useCurrency();
  const promotionName = usePromotionNames(items?.map((item) => item.promotion_id) ?? []);
  const customerName = useCustomerNames(items?.map((item) => item.customer_id) ?? []);
  const actorName = useActorNames(items?.map((item) => item.actor) ?? []);
  return useMemo(() => {
    const said = (rejection: Rejection, value: unknown) => saidValue(value, rejection.reason, currencyOf(rejection, usual));
    return [
      { id: "at", title: t("columns.at"), value: (item) => item.at, cell: (item) => <TwoLines main={<span className="lg-nowrap">{moment(item.at, zone)}</span>} sub={item.order_id ?? t("columns.noOrder")} /> },
      { id: "reason", title: t("columns.reason"), value: (item) => item.reason, cell: (item) => <TwoLines main={saidReason(item.reason)} sub={<span className="lg-mono">{item.reason}</span>} /> },
      { id: "code", title: t("columns.codes"), value: (item) => item.code ?? undefined, cell: (item) => <span className="lg-code">{item.code ?? "–"}</span> },
      {
        id: "promotion",
        title: t("columns.promotion"),
        value: (item) => (item.promotion_id ? promotionName(item.promotion_id, item.promotion_id) : undefined),
        cell: (item) =>
          item.promotion_id ? (
            <Anchor component={Link} to={`/promotions/${item.promotion_id}`} fz="sm" className="lg-words">
              {promotionName(item.promotion_id)}
            </Anchor>
          ) : (
            "–"
          ),
      },
      {
        id: "customer",
        title: t("columns.customer"),
        value: (item) => (item.customer_id === null ? undefined : customerName(item.customer_id)),
        cell: (item) =>
          item.customer_id === null ? (
            t("columns.nobody")
          ) : (
            <Anchor component={Link} to={`/customers/${String(item.customer_id)}`} fz="sm" className="lg-words">
              {customerName(item.customer_id)}
            </Anchor>
          ),
      },
      { id: "observed", title: t("columns.observed"), align: "right", value: (item) => said(item, item.observed), cell: (item) => <span className="lg-code">{said(item, item.observed)}</span> },
      { id: "needed", title: t("columns.needed"), align: "right", value: (item) => said(item, item.needed), cell: (item) => <span className="lg-code">{said(item, item.needed)}</span> },
      { id: "actor", title: t("columns.actor"), hidden: true, value: (item) => actorName(item.actor, item.actor), cell: (item) => <span className="lg-words">{actorName(item.actor)}</span> },
      {
        id: "open",
        title: t("columns.details"),
        cell: (item) => (
          <Button size="compact-sm" variant="subtle" aria-label={t("rejections.openAt", { at: moment(item.at, zone) })} onClick={() => open(item)}>
            {t("rejections.open")}
          </Button>
        ),
      },
    ];
  }, [t, zone, usual, promotionName, customerName, actorName, open]);
}
