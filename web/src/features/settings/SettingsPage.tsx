import { Skeleton, Tabs } from "@mantine/core";
import { IconBell, IconBuildingStore, IconListDetails, IconMail, IconPlugConnected, IconSettings, IconStack2, IconTags, IconUsers, type TablerIcon } from "@tabler/icons-react";
import { type ComponentType, lazy, type LazyExoticComponent, Suspense } from "react";
import { useTranslation } from "react-i18next";

import type { Call } from "@/ui/DeveloperMenu";
import { Page } from "@/ui/Page";
import { useOpenTabInSight } from "@/ui/tabs";
import { useUrlState } from "@/ui/url";

interface Tab {
  name: string;
  icon: TablerIcon;
  call: Call;
  content: LazyExoticComponent<ComponentType>;
}

const TABS: Tab[] = [
  { name: "workspace", icon: IconSettings, call: { path: "/v1/workspace", operation: "getWorkspace", tag: "workspace" }, content: lazy(() => import("@/features/settings/WorkspaceTab")) },
  { name: "members", icon: IconUsers, call: { path: "/v1/members", operation: "listMembers", tag: "members" }, content: lazy(() => import("@/features/settings/MembersTab")) },
  { name: "accounts", icon: IconMail, call: { path: "/v1/smtp-accounts", operation: "listSmtpAccounts", tag: "smtp-accounts" }, content: lazy(() => import("@/features/settings/AccountsTab")) },
  { name: "connections", icon: IconPlugConnected, call: { path: "/v1/connections", operation: "listConnections", tag: "connections" }, content: lazy(() => import("@/features/settings/ConnectionsTab")) },
  { name: "alerts", icon: IconBell, call: { path: "/v1/alert-rules", operation: "listAlertRules", tag: "alert-rules" }, content: lazy(() => import("@/features/settings/AlertsTab")) },
  { name: "tags", icon: IconTags, call: { path: "/v1/promotions/tags", operation: "listPromotionTags", tag: "promotions" }, content: lazy(() => import("@/features/settings/TagsTab")) },
  { name: "attributes", icon: IconListDetails, call: { path: "/v1/profile-words", operation: "listProfileWords", tag: "profiles" }, content: lazy(() => import("@/features/settings/AttributesTab")) },
  { name: "catalogs", icon: IconBuildingStore, call: { path: "/v1/catalogs", operation: "listCatalogs", tag: "catalogs" }, content: lazy(() => import("@/features/settings/CatalogsTab")) },
  { name: "jobs", icon: IconStack2, call: { path: "/v1/jobs", operation: "listJobs", tag: "jobs" }, content: lazy(() => import("@/features/settings/JobsTab")) },
];

const DEFAULTS = { tab: "workspace" };

export default function SettingsPage() {
  const { t } = useTranslation("settings");
  const [{ tab }, change] = useUrlState(DEFAULTS);
  const strip = useOpenTabInSight(tab);
  const open = TABS.find(({ name }) => name === tab) ?? TABS[0];
  if (open === undefined) return null;
  // What another tab keeps in the address is not of this one.
  const turn = (name: string | null) => change({ tab: name ?? "workspace", ...OF_TABS } as Partial<typeof DEFAULTS>);
  return (
    <Page title={t("title")} lead={t("lead")} call={open.call}>
      <Tabs value={open.name} onChange={turn} keepMounted={false} className="lg-tabs">
        <Tabs.List ref={strip} mb="md" aria-label={t("title")}>
          {TABS.map(({ name, icon: Icon }) => (
            <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} aria-hidden />}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ name, content: Content }) => (
          <Tabs.Panel key={name} value={name}>
            <Suspense fallback={<Skeleton height={240} />}>
              <Content />
            </Suspense>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

const OF_TABS = { q: undefined, sort: undefined, catalog: undefined, kind: undefined, job: undefined };
