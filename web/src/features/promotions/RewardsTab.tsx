import { useTranslation } from "react-i18next";

import { ProductPreview } from "@/features/promotions/ProductPreview";
import { Section } from "@/features/promotions/Section";
import type { TabProps } from "@/features/promotions/tab";
import { within } from "@/forms/faults";
import { isObject } from "@/forms/values";
import { VariantList } from "@/forms/VariantList";

/** What it gives, in this order. */
export function RewardsTab({ catalog, editing, faults, readOnly }: TabProps) {
  const { t } = useTranslation("promotions");
  return (
    <Section title={t("rewards.title")} text={t("rewards.text")}>
      <VariantList
        variants={catalog.families.rewards ?? []}
        definitions={catalog.definitions}
        value={editing.edited.definition.rewards}
        onChange={(value) => editing.set("rewards", value)}
        faults={within(faults, "rewards")}
        readOnly={readOnly}
        add={t("rewards.add")}
        none={t("rewards.none")}
        below={(reward) => isObject(reward) && isObject(reward.items) && <ProductPreview selection={reward.items} />}
      />
    </Section>
  );
}
