import { Skeleton, Tabs } from "@mantine/core";
import { IconAdjustments, IconChecks, IconInbox } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { DecidedTab } from "@/features/fraud/DecidedTab";
import "@/features/fraud/fraud.css";
import { QueueTab } from "@/features/fraud/QueueTab";
import type { Call } from "@/ui/DeveloperMenu";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

const SettingsTab = lazy(() => import("@/features/fraud/SettingsTab"));

const DEFAULTS = { tab: "queue" };
// What filters one tab means nothing to another.
const NOTHING_FILTERED = Object.fromEntries(["kind", "signal", "verdict", "cursor"].map((name) => [name, undefined]));
const CASES = { operation: "listFraudCases", tag: "fraud-cases" };
const CALLS: Record<string, Call> = {
  queue: { path: "/v1/fraud-cases?state=open", ...CASES },
  decided: { path: "/v1/fraud-cases?state=confirmed&state=dismissed", ...CASES },
  settings: { path: "/v1/fraud-settings", operation: "getFraudSettings", tag: "fraud-cases" },
};
const TABS = [
  { name: "queue", icon: IconInbox },
  { name: "decided", icon: IconChecks },
  { name: "settings", icon: IconAdjustments },
];

/** Suspected abuse: what waits for a decision, what was decided, and what is looked for. */
export default function FraudPage() {
  const { t } = useTranslation("fraud");
  const [view, change] = useUrlState<{ tab: string }>(DEFAULTS);
  const tab = view.tab in CALLS ? view.tab : "queue";
  const call = CALLS[tab];
  return (
    <Page title={t("title")} lead={t("lead")} {...(call && { call })}>
      <Tabs value={tab} onChange={(name) => change({ ...NOTHING_FILTERED, tab: name ?? "queue" } as never)} keepMounted={false} className="lg-tabs">
        <Tabs.List aria-label={t("title")}>
          {TABS.map(({ name, icon: Icon }) => (
            <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} aria-hidden />}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="queue" pt="md">
          <QueueTab />
        </Tabs.Panel>
        <Tabs.Panel value="decided" pt="md">
          <DecidedTab />
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt="md">
          <Suspense fallback={<Skeleton height={240} />}>
            <SettingsTab />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
