import i18next from "i18next";

import { count, locale, money } from "@/ui/format";

/** Why something was refused, in a sentence. */
export function saidReason(reason: string | null | undefined): string {
  if (!reason) return "";
  return i18next.exists(`reasons:codes.${reason}`) ? i18next.t(`reasons:codes.${reason}`) : i18next.t("reasons:unknown", { reason });
}

export function ruleName(rule: string): string {
  if (!rule) return i18next.t("reasons:before");
  return i18next.exists(`reasons:rules.${rule}`) ? i18next.t(`reasons:rules.${rule}`) : rule;
}

const IN_MONEY = new Set([
  "order_below_minimum",
  "order_above_maximum",
  "order_total_mismatch",
  "balance_exceeded",
  "balance_empty",
  "budget_exhausted",
]);
const FEW = 5;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** A value that a rule saw or asked for, as the reader says it; money where the reason speaks of money. */
export function saidValue(value: unknown, reason: string, currency: string): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "number") return IN_MONEY.has(reason) ? money(value, currency) : count(value);
  if (typeof value === "boolean") return i18next.t(value ? "reasons:yes" : "reasons:no");
  if (Array.isArray(value)) {
    const shown = value.slice(0, FEW).map((part) => saidValue(part, reason, currency));
    if (value.length > FEW) shown.push(i18next.t("reasons:moreValues", { count: value.length - FEW }));
    return shown.join(", ");
  }
  if (typeof value === "string") {
    return MOMENT.test(value) ? new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(value)) : value;
  }
  return JSON.stringify(value);
}

export interface Grant {
  kind: string;
  amount: number;
  params?: Record<string, unknown>;
}

/** Something given beside the discount, in words. */
export function saidGrant(grant: Grant, currency: string): string {
  const inMoney = grant.kind === "gift_credit" || grant.kind === "cashback";
  const amount = inMoney ? money(grant.amount, currency) : count(grant.amount);
  return i18next.exists(`reasons:grants.${grant.kind}`) ? i18next.t(`reasons:grants.${grant.kind}`, { amount }) : grant.kind;
}
