import { useTranslation } from "react-i18next";

import { Section } from "@/features/promotions/Section";
import { Setting } from "@/features/promotions/Setting";
import type { TabProps } from "@/features/promotions/tab";

/** From when to when, by whose clocks, and in which currency its plain amounts are. */
export function ScheduleTab(props: TabProps) {
  const { t } = useTranslation("promotions");
  return (
    <Section title={t("schedule.title")} text={t("schedule.text")}>
      <div className="lg-fields">
        {["starts_at", "ends_at", "zone", "currency"].map((name) => (
          <div key={name} className="lg-field"><Setting name={name} {...props} /></div>
        ))}
      </div>
    </Section>
  );
}
