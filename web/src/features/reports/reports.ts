import { queryOptions } from "@tanstack/react-query";

import { api, dataOf, type Schemas } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";

export type RedemptionReport = Schemas["RedemptionReport"];
export type PromotionReport = Schemas["PromotionReport"];
export type PromotionFigures = Schemas["PromotionFigures"];
export type CodeReport = Schemas["CodeReport"];
export type PoolStock = Schemas["PoolStock"];
export type PointsReport = Schemas["PointsReport"];

/** What stands in the address of the page. */
export const DEFAULTS = { tab: "redemptions", period: "30", from: "", to: "", campaign: "", promotion: "", currency: "", sort: "" };
export type View = typeof DEFAULTS;

export const TABS = ["redemptions", "promotions", "favourites", "codes", "points"] as const;
export type Tab = (typeof TABS)[number];

export const PERIODS = ["7", "30", "90", "365", "month", "before", "own"] as const;

/** The days and things that a report speaks of, as the API asks for them. */
export interface Wanted {
  first_day: string;
  last_day: string;
  campaign_id?: string;
  promotion_id?: string;
}

const DAY = 86_400_000;
const asDay = (at: number) => new Date(at).toISOString().slice(0, 10);
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Today by the clocks of a time zone, such as 2027-03-01. */
export function todayIn(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** First and last day of the period that the address names; 30 days where it names none. */
export function daysOf({ period, from, to }: Pick<View, "period" | "from" | "to">, today: string): [string, string] {
  const now = Date.parse(today);
  if (period === "own") {
    const last = isDay(to) ? to : today;
    const first = isDay(from) ? from : asDay(Date.parse(last) - 29 * DAY);
    return first <= last ? [first, last] : [last, first];
  }
  const [year, month] = [new Date(now).getUTCFullYear(), new Date(now).getUTCMonth()];
  if (period === "month") return [asDay(Date.UTC(year, month, 1)), today];
  if (period === "before") return [asDay(Date.UTC(year, month - 1, 1)), asDay(Date.UTC(year, month, 0))];
  const length = Number(period) || 30;
  return [asDay(now - (length - 1) * DAY), today];
}

export function wantedOf(view: View, today: string): Wanted {
  const [first_day, last_day] = daysOf(view, today);
  return { first_day, last_day, ...(view.campaign && { campaign_id: view.campaign }), ...(view.promotion && { promotion_id: view.promotion }) };
}

/** Every day of a report, also those of which it tells nothing. */
export function everyDay<Row extends { day: string }>(first: string, last: string, rows: Row[], nothing: (day: string) => Row): Row[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  const days: Row[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY) days.push(known.get(asDay(at)) ?? nothing(asDay(at)));
  return days;
}

const KEPT = { staleTime: 30_000 };

export const redemptionsReport = (query: Wanted) =>
  queryOptions({ queryKey: ["reports", "redemptions", query], queryFn: () => dataOf(api.GET("/v1/reports/redemptions", { params: { query } })), ...KEPT });

export const promotionsReport = (query: Wanted) =>
  queryOptions({ queryKey: ["reports", "promotions", query], queryFn: () => dataOf(api.GET("/v1/reports/promotions", { params: { query } })), ...KEPT });

export const codesReport = (query: Wanted) =>
  queryOptions({ queryKey: ["reports", "codes", query], queryFn: () => dataOf(api.GET("/v1/reports/codes", { params: { query } })), ...KEPT });

export const pointsReport = (query: Wanted) =>
  queryOptions({ queryKey: ["reports", "points", query], queryFn: () => dataOf(api.GET("/v1/reports/points", { params: { query } })), ...KEPT });

/** Campaigns to choose from; there are dozens at most. */
export const campaignNamesQuery = queryOptions({
  queryKey: ["campaigns", "names"],
  queryFn: async () => {
    const campaigns = await everyItem((cursor) => dataOf(api.GET("/v1/campaigns", { params: { query: { limit: MOST, cursor } } })));
    return campaigns.map(({ id, name }) => ({ value: id, label: name }));
  },
  staleTime: 60_000,
});

/** A promotion's figures over all currencies; only what may be added up. */
export interface Favourite {
  promotion_id: string;
  name: string;
  by_customers: number;
  newcomers: number;
  again: number;
}

/** What known customers redeem most. */
export function favouritesOf(items: PromotionFigures[]): Favourite[] {
  const all = new Map<string, Favourite>();
  for (const { promotion_id, name, by_customers, newcomers } of items) {
    const one = all.get(promotion_id) ?? { promotion_id, name, by_customers: 0, newcomers: 0, again: 0 };
    one.by_customers += by_customers;
    one.newcomers += newcomers;
    one.again = one.by_customers - one.newcomers;
    all.set(promotion_id, one);
  }
  return [...all.values()].filter((one) => one.by_customers > 0).sort((a, b) => b.by_customers - a.by_customers);
}
