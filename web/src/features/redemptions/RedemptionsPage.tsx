import { Button, Tabs } from "@mantine/core";
import { IconAlertTriangle, IconBuildingStore, IconHourglass, IconReceipt2 } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { RedemptionsTab } from "@/features/redemptions/RedemptionsTab";
import { RejectionsTab } from "@/features/redemptions/RejectionsTab";
import type { Call } from "@/ui/DeveloperMenu";
import { Page } from "@/ui/Page";
import { useOpenTabInSight } from "@/ui/tabs";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { tab: "redemptions" };
// What filters one tab means nothing to another.
const NOTHING_FILTERED = Object.fromEntries(["state", "promotion", "code", "order", "customer", "from", "to", "reason", "cursor"].map((name) => [name, undefined]));
const CALLS: Record<string, Call> = {
  redemptions: { path: "/v1/redemptions", operation: "listRedemptions", tag: "redemptions" },
  rejections: { path: "/v1/rejections", operation: "listRejections", tag: "rejections" },
  holds: { path: "/v1/redemptions?state=held", operation: "listRedemptions", tag: "redemptions" },
};
const TABS = [
  { name: "redemptions", icon: IconReceipt2 },
  { name: "rejections", icon: IconAlertTriangle },
  { name: "holds", icon: IconHourglass },
];

/** What was redeemed, what was refused, and what is held for orders that are not paid yet. */
export default function RedemptionsPage() {
  const { t } = useTranslation("redemptions");
  const [view, change] = useUrlState<{ tab: string }>(DEFAULTS);
  const tab = view.tab in CALLS ? view.tab : "redemptions";
  const strip = useOpenTabInSight(tab);
  const call = CALLS[tab];
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      {...(call && { call })}
      actions={
        <Button component={Link} to="/till" leftSection={<IconBuildingStore size={17} />}>
          {t("till.open")}
        </Button>
      }
    >
      <Tabs value={tab} onChange={(name) => change({ ...NOTHING_FILTERED, tab: name ?? "redemptions" } as never)} keepMounted={false} className="lg-tabs">
        <Tabs.List ref={strip}>
          {TABS.map(({ name, icon: Icon }) => (
            <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} aria-hidden />}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="redemptions" pt="md">
          <RedemptionsTab />
        </Tabs.Panel>
        <Tabs.Panel value="rejections" pt="md">
          <RejectionsTab />
        </Tabs.Panel>
        <Tabs.Panel value="holds" pt="md">
          <RedemptionsTab only="held" />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
