import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { ProductPreview } from "@/features/promotions/ProductPreview";
import { Section } from "@/features/promotions/Section";
import type { TabProps } from "@/features/promotions/tab";
import { within } from "@/forms/faults";
import { ObjectFields } from "@/forms/ObjectFields";
import { isObject } from "@/forms/values";

/** In which stores it is good, and on which articles it may act. */
export function StoresTab({ catalog, editing, faults, readOnly }: TabProps) {
  const { t } = useTranslation("promotions");
  const { definition } = editing.edited;
  const part = (name: string, schema: string) => (
    <ObjectFields schema={catalog.definitions[schema] ?? {}} definitions={catalog.definitions} value={definition[name]} onChange={(value) => editing.set(name, value)} faults={within(faults, name)} readOnly={readOnly} />
  );
  return (
    <Stack gap="md">
      <Section title={t("products.title")} text={t("products.text")}>
        {part("items", "Selection")}
        <ProductPreview selection={isObject(definition.items) ? definition.items : {}} />
      </Section>
      <Section title={t("stores.title")} text={t("stores.text")}>{part("stores", "Stores")}</Section>
    </Stack>
  );
}
