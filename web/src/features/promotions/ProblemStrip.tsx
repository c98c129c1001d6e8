import { Alert, Anchor, List } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { tabOf } from "@/features/promotions/faults";
import type { Found, Promotion } from "@/features/promotions/promotions";

/** What keeps the stored draft from being published, and what is hardly meant; each leads to its place. */
export function ProblemStrip({ promotion, problems, open }: { promotion: Promotion; problems: readonly Found[]; open: (tab: string) => void }) {
  const { t } = useTranslation("promotions");
  if (problems.length === 0 || promotion.status === "archived") return null;
  const grave = problems.filter(({ is_warning: warns }) => !warns).length;
  const title = grave > 0 ? t("problems.title", { count: grave }) : t("problems.warnings", { count: problems.length });
  return (
    <Alert color={grave > 0 ? "orange" : "indigo"} variant="light" icon={grave > 0 ? <IconAlertTriangle /> : <IconInfoCircle />} title={title}>
      <List fz="sm">
        {problems.map((found) => {
          const tab = tabOf(found.pointer.replace(/^\/definition/, ""));
          return (
            <List.Item key={found.pointer + found.code}>
              <Anchor component="button" type="button" fz="sm" onClick={() => open(tab)}>
                {t(`tabs.${tab}`)}
              </Anchor>
              {": "}
              {found.message}
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
