import type { TabProps } from "@/features/promotions/tab";
import { within } from "@/forms/faults";
import { Field } from "@/forms/Field";
import { useTranslation } from "react-i18next";

/** One setting of the definition, by its schema. */
export function Setting({ name, catalog, editing, faults, readOnly }: { name: string } & TabProps) {
  const { t, i18n } = useTranslation("promotions");
  const schema = catalog.families.definitions?.[0]?.schema.properties?.[name] ?? {};
  return (
    <Field
      name={name}
      {...(i18n.exists(`promotions:settings.${name}`) && { label: t(`settings.${name}`) })}
      schema={schema}
      definitions={catalog.definitions}
      value={editing.edited.definition[name]}
      onChange={(value) => editing.set(name, value)}
      faults={within(faults, name)}
      readOnly={readOnly}
    />
  );
}
