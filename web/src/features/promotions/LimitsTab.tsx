import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Section } from "@/features/promotions/Section";
import type { TabProps } from "@/features/promotions/tab";
import { within } from "@/forms/faults";
import { ObjectFields } from "@/forms/ObjectFields";
import { VariantList } from "@/forms/VariantList";

/** How often, how much, and beside which others. */
export function LimitsTab({ catalog, editing, faults, readOnly }: TabProps) {
  const { t } = useTranslation("promotions");
  const { definition } = editing.edited;
  const stacking = catalog.definitions.Stacking;
  return (
    <Stack gap="md">
      <Section title={t("limits.title")} text={t("limits.text")}>
        <VariantList variants={catalog.families.limits ?? []} definitions={catalog.definitions} value={definition.limits} onChange={(value) => editing.set("limits", value)} faults={within(faults, "limits")} readOnly={readOnly} add={t("limits.add")} none={t("limits.none")} />
      </Section>
      {stacking && (
        <Section title={t("stacking.title")} text={t("stacking.text")}>
          <ObjectFields schema={stacking} definitions={catalog.definitions} value={definition.stacking} onChange={(value) => editing.set("stacking", value)} faults={within(faults, "stacking")} readOnly={readOnly} />
        </Section>
      )}
    </Stack>
  );
}
