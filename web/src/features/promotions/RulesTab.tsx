import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Section } from "@/features/promotions/Section";
import { Setting } from "@/features/promotions/Setting";
import type { TabProps } from "@/features/promotions/tab";
import { within } from "@/forms/faults";
import { GroupEditor } from "@/forms/GroupEditor";
import { membersOf } from "@/forms/resolve";

/** When it holds, and for whom. */
export function RulesTab(props: TabProps) {
  const { t } = useTranslation("promotions");
  const { catalog, editing, faults, readOnly } = props;
  const { definitions } = catalog;
  return (
    <Stack gap="md">
      <Section title={t("rules.title")} text={t("rules.text")}>
        <GroupEditor
          members={membersOf(definitions.AnyRule ?? {}, definitions)}
          definitions={definitions}
          value={editing.edited.definition.rules ?? null}
          onChange={(value) => editing.set("rules", value)}
          faults={within(faults, "rules")}
          readOnly={readOnly}
          none={t("rules.none")}
        />
      </Section>
      <Section title={t("who.title")} text={t("who.text")}>
        <div className="lg-fields">
          <div className="lg-field"><Setting name="audience" {...props} /></div>
          <div className="lg-field"><Setting name="audience_id" {...props} /></div>
          <div className="lg-field-wide"><Setting name="customers" {...props} /></div>
        </div>
      </Section>
    </Stack>
  );
}
