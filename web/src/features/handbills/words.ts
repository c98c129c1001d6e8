import type { TFunction } from "i18next";

import type { Activity, Filter } from "@/features/handbills/handbills";

const MOST_NAMED = 4;

/** How long a set of offers is good, in words. */
export function sayActivity(t: TFunction<"handbills">, activity: Activity): string {
  if (activity.type === "relative") return t("activity.said.relative", { count: activity.days });
  if (activity.type === "fixed") return t("activity.said.fixed", { from: activity.first_day, to: activity.last_day });
  return t("activity.said.weekly", { weekday: t(`weekdays.${activity.weekday}`), time: activity.time });
}

type Say = (filter: Filter, inside?: boolean) => string;
type Sayings = { [Type in Filter["type"]]: (t: TFunction<"handbills">, filter: Extract<Filter, { type: Type }>, say: Say, nameOf: (id: string) => string) => string };

const GAP = "…";
const named = (words: readonly string[]) => words.slice(0, MOST_NAMED).join(", ") + (words.length > MOST_NAMED ? ` +${String(words.length - MOST_NAMED)}` : "") || GAP;
const joined = (parts: readonly Filter[], word: string, say: Say) => parts.map((part) => say(part, true)).join(` ${word} `) || GAP;

const SAYINGS: Sayings = {
  all: (t, { filters }, say) => joined(filters, t("filters.said.and"), say),
  any: (t, { filters }, say) => joined(filters, t("filters.said.or"), say),
  not: (t, { filter }, say) => t("filters.said.not", { what: say(filter) }),
  tags: (t, { tags, match }) => t(`filters.said.tags.${match}`, { tags: named(tags) }),
  promotions: (t, { codes, ids }, _say, nameOf) => t("filters.said.promotions", { names: named([...(codes ?? []), ...(ids ?? []).map(nameOf)]) }),
  name: (t, { contains }) => t("filters.said.name", { text: contains || GAP }),
  param: (t, { name, any_of: values }) => t("filters.said.param", { name: name || GAP, values: named(values.map(String)) }),
  category: (t, { categories }) => t("filters.said.category", { names: named(categories) }),
  discount: (t, { rewards, at_least: least }) => t("filters.said.discount", { rewards: rewards?.length ? named(rewards) : t("filters.anyReward"), least: (least ?? 0) / 100 }),
  campaign: (t, { campaign_ids: ids }) => t("filters.said.campaign", { count: ids.length }),
};

/** Which promotions may stand in a slot, in words; groups within groups stand in brackets. */
export function sayFilter(t: TFunction<"handbills">, filter: Filter | null | undefined, nameOf: (id: string) => string): string {
  const say: Say = (one, inside = false) => {
    const saying = SAYINGS[one.type] as (t: TFunction<"handbills">, filter: Filter, say: Say, nameOf: (id: string) => string) => string;
    const said = saying(t, one, say, nameOf);
    return inside && (one.type === "all" || one.type === "any") && one.filters.length > 1 ? `(${said})` : said;
  };
  return filter ? say(filter) : t("filters.said.none");
}
