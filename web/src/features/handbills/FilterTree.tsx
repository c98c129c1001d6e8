import { IconAbc, IconBraces, IconCategory, IconDiscount2, IconRosetteDiscount, IconSpeakerphone, IconTag } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { FilterFields } from "@/features/handbills/FilterFields";
import type { Filter } from "@/features/handbills/handbills";
import { GroupTree, type TreeKit } from "@/ui/GroupTree";

const LEAVES: { type: string; icon: typeof IconTag; fresh: () => Filter }[] = [
  { type: "tags", icon: IconTag, fresh: () => ({ type: "tags", tags: [], match: "any" }) },
  { type: "category", icon: IconCategory, fresh: () => ({ type: "category", categories: [] }) },
  { type: "discount", icon: IconRosetteDiscount, fresh: () => ({ type: "discount", rewards: [], at_least: 0 }) },
  { type: "campaign", icon: IconSpeakerphone, fresh: () => ({ type: "campaign", campaign_ids: [] }) },
  { type: "promotions", icon: IconDiscount2, fresh: () => ({ type: "promotions", ids: [], codes: [] }) },
  { type: "name", icon: IconAbc, fresh: () => ({ type: "name", contains: "" }) },
  { type: "param", icon: IconBraces, fresh: () => ({ type: "param", name: "", any_of: [] }) },
];

const NOTHING: Filter = { type: "all", filters: [] };

/** Which promotions may stand in a slot; nothing in it means any. */
export function FilterTree({ value, onChange, readOnly }: { value: Filter | null; onChange: (value: Filter | null) => void; readOnly: boolean }) {
  const { t } = useTranslation("handbills");
  const kit = useMemo<TreeKit<Filter>>(
    () => ({
      partsOf: (node) => (node.type === "all" || node.type === "any" ? { joined: node.type, parts: node.filters } : undefined),
      group: (type, filters) => ({ type, filters }),
      deniedBy: (node) => (node.type === "not" ? node.filter : undefined),
      deny: (filter) => ({ type: "not", filter }),
      leaves: LEAVES.map(({ type, icon, fresh }) => ({ type, icon, fresh, label: t(`filters.${type}`) })),
      edit: (node, change) => <FilterFields node={node} onChange={change} />,
      sentence: { all: t("filters.allHold"), any: t("filters.anyHolds") },
    }),
    [t],
  );
  const change = (next: Filter) => {
    const empty = (next.type === "all" || next.type === "any") && next.filters.length === 0;
    // One filter alone needs no group around it, unless it came with one.
    const only = value === null && next.type === "all" && next.filters.length === 1 ? next.filters[0] : undefined;
    onChange(empty ? null : (only ?? next));
  };
  return <GroupTree node={value ?? NOTHING} onChange={change} kit={kit} readOnly={readOnly} />;
}
