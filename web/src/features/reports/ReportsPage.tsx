import { Tabs, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { CodesTab } from "@/features/reports/CodesTab";
import { FavouritesTab } from "@/features/reports/FavouritesTab";
import { PointsTab } from "@/features/reports/PointsTab";
import { PromotionsTab } from "@/features/reports/PromotionsTab";
import { RedemptionsTab } from "@/features/reports/RedemptionsTab";
import { ReportFilters } from "@/features/reports/ReportFilters";
import { DEFAULTS, TABS, type Tab, todayIn, type View, type Wanted, wantedOf } from "@/features/reports/reports";
import { Empty } from "@/ui/Empty";
import { Page } from "@/ui/Page";
import { useOpenTabInSight } from "@/ui/tabs";
import { useUrlState } from "@/ui/url";

export interface TabProps {
  wanted: Wanted;
  view: View;
  change: (patch: Partial<View>) => void;
}

const CONTENT: Record<Tab, (props: TabProps) => React.ReactNode> = {
  redemptions: RedemptionsTab,
  promotions: PromotionsTab,
  favourites: FavouritesTab,
  codes: CodesTab,
  points: PointsTab,
};
const CALLS: Record<Tab, [path: string, operation: string]> = {
  redemptions: ["redemptions", "reportRedemptions"],
  promotions: ["promotions", "reportPromotions"],
  favourites: ["promotions", "reportPromotions"],
  codes: ["codes", "reportCodes"],
  points: ["points", "reportPoints"],
};

/** What happened in a period: redemptions, promotions, customers' favourites, codes and points. */
export default function ReportsPage() {
  const { t } = useTranslation("reports");
  const { workspace } = useSession();
  const may = useMay("REPORTS_REPORT_READ");
  const [view, change] = useUrlState(DEFAULTS);
  const tab = TABS.find((name) => name === view.tab) ?? "redemptions";
  const strip = useOpenTabInSight(tab);
  const wanted = wantedOf(view, todayIn(workspace.time_zone));
  const [path, operation] = CALLS[tab];
  const Content = CONTENT[tab];
  return (
    <Page
      title={t("title")}
      lead={t("lead", { zone: workspace.time_zone })}
      call={{ path: `/v1/reports/${path}?${new URLSearchParams({ ...wanted }).toString()}`, operation, tag: "reports" }}
    >
      {may ? (
        <>
          <ReportFilters view={view} change={change} wanted={wanted} />
          <Tabs value={tab} onChange={(next) => change({ tab: next ?? "redemptions", sort: "" })} className="lg-tabs" keepMounted={false}>
            <Tabs.List ref={strip} aria-label={t("title")}>
              {TABS.map((name) => (
                <Tabs.Tab key={name} value={name}>
                  {t(`tabs.${name}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value={tab} pt="md">
              <Content key={tab} wanted={wanted} view={view} change={change} />
            </Tabs.Panel>
          </Tabs>
        </>
      ) : (
        <Empty title={t("mayNot")}>
          <Text span>{t("mayNotText")}</Text>
        </Empty>
      )}
    </Page>
  );
}
