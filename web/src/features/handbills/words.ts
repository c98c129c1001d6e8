import type { TFunction } from "i18next";

import type { Activity, Filter } from "@/features/handbills/handbills";

const MOST_NAMED = 4;

/** How long a set of offers is good, in words. */
export function sayActivity(t: TFunction<"handbills">, activity: Activity): string {
  if (activity.type === "relative") return t("activity.said.relative", { count: activity.days });
  if (activity.type === "fixed") return t("activity.said.fixed", { from: activity.first_day, to: activity.last_day });
  return t("activity.said.weekly", { weekday: t(`weekdays.${activity.weekday}`), time: activity.time });
}

/** Which promotions may stand in a slot, in words. */
export function sayFilter(t: TFunction<"handbills">, filter: Filter | null | undefined, nameOf: (id: string) => string, inside = false): string {
  if (!filter) return t("filters.said.none");
  const named = (words: readonly string[]) => words.slice(0, MOST_NAMED).join(", ") + (words.length > MOST_NAMED ? ` +${String(words.length - MOST_NAMED)}` : "") || "…";
  switch (filter.type) {
    case "all":
    case "any": {
      const said = filter.filters.map((part) => sayFilter(t, part, nameOf, true)).join(` ${t(`filters.said.${filter.type === "all" ? "and" : "or"}`)} `) || "…";
      return inside && filter.filters.length > 1 ? `(${said})` : said;
    }
    case "not":
      return t("filters.said.not", { what: sayFilter(t, filter.filter, nameOf, true) });
    case "tags":
      return t(`filters.said.tags.${filter.match}`, { tags: named(filter.tags) });
    case "promotions":
      return t("filters.said.promotions", { names: named([...(filter.codes ?? []), ...(filter.ids ?? []).map(nameOf)]) });
    case "name":
      return t("filters.said.name", { text: filter.contains || "…" });
    case "param":
      return t("filters.said.param", { name: filter.name || "…", values: named(filter.any_of.map(String)) });
    case "category":
      return t("filters.said.category", { names: named(filter.categories) });
    case "discount":
      return t("filters.said.discount", { rewards: filter.rewards?.length ? named(filter.rewards) : t("filters.anyReward"), least: (filter.at_least ?? 0) / 100 });
    case "campaign":
      return t("filters.said.campaign", { count: filter.campaign_ids.length });
  }
}
