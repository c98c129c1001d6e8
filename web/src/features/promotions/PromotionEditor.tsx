import { Alert, Badge, Tabs, Text } from "@mantine/core";
import { IconArchive } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { AccessTab } from "@/features/promotions/AccessTab";
import { faultsOf, tabOf, TABS } from "@/features/promotions/faults";
import { GeneralTab } from "@/features/promotions/GeneralTab";
import { LimitsTab } from "@/features/promotions/LimitsTab";
import { ProblemStrip } from "@/features/promotions/ProblemStrip";
import { PromotionActions } from "@/features/promotions/PromotionActions";
import { checkQuery, type Promotion } from "@/features/promotions/promotions";
import { StatusOf } from "@/features/promotions/PromotionsPage";
import { RewardsTab } from "@/features/promotions/RewardsTab";
import { RulesTab } from "@/features/promotions/RulesTab";
import { SaveBar } from "@/features/promotions/SaveBar";
import { ScheduleTab } from "@/features/promotions/ScheduleTab";
import { StoresTab } from "@/features/promotions/StoresTab";
import type { TabProps } from "@/features/promotions/tab";
import { useEdited } from "@/features/promotions/useEdited";
import type { Families } from "@/forms/schema";
import { FormPlace } from "@/forms/settings";
import { Page } from "@/ui/Page";
import { useUnsaved } from "@/ui/unsaved";
import { useOpenTabInSight } from "@/ui/tabs";
import { useUrlState } from "@/ui/url";
import "@/features/promotions/promotions.css";

const TryTab = lazy(() => import("@/features/promotions/TryTab"));
const BackTestTab = lazy(() => import("@/features/promotions/BackTestTab"));
const VersionsTab = lazy(() => import("@/features/promotions/VersionsTab"));

const PANELS = { general: GeneralTab, rules: RulesTab, rewards: RewardsTab, limits: LimitsTab, access: AccessTab, schedule: ScheduleTab, stores: StoresTab, try: TryTab, backtest: BackTestTab, versions: VersionsTab };
const DEFAULTS = { tab: "general" };

/** The editor of a promotion, tab by tab; the draft is saved at once as a whole. */
export function PromotionEditor({ promotion, catalog }: { promotion: Promotion; catalog: Families }) {
  const { t } = useTranslation("promotions");
  const [view, change] = useUrlState(DEFAULTS);
  const editing = useEdited(promotion);
  const free = useUnsaved(editing.dirty);
  const { data: check } = useQuery(checkQuery(promotion.id));
  const may = useMay("PROMOTIONS_PROMOTION_UPDATE");
  const { definition } = editing.edited;
  const problems = check?.problems ?? NONE;
  const faults = useMemo(() => faultsOf(definition, editing.refused, problems), [definition, editing.refused, problems]);
  const tab = TABS.includes(view.tab as (typeof TABS)[number]) ? (view.tab as keyof typeof PANELS) : "general";
  const strip = useOpenTabInSight(tab);
  const place = useMemo(
    () => ({ currency: (definition.currency as string | null) ?? undefined, zone: (definition.zone as string | null) ?? undefined }),
    [definition.currency, definition.zone],
  );
  const given: TabProps = { promotion, catalog, editing, faults, readOnly: !may || promotion.status === "archived", open: (next) => change({ tab: next }) };
  const Panel = PANELS[tab];
  return (
    <Page
      title={editing.edited.name || t("promotion")}
      trail={[{ to: "/promotions", label: t("title") }]}
      marks={
        <>
          <StatusOf promotion={promotion} />
          {promotion.version > 0 && <Badge variant="light" color="gray" tt="none">{t("versionOf", { version: promotion.version })}</Badge>}
        </>
      }
      lead={<Text span fz="sm" className="lg-mono">{promotion.code}</Text>}
      actions={<PromotionActions promotion={promotion} check={check} editing={editing} free={free} />}
      call={{ path: `/v1/promotions/${promotion.id}`, operation: "getPromotion", tag: "promotions" }}
    >
      {promotion.status === "archived" && <Alert color="gray" variant="light" icon={<IconArchive />}>{t("archivedText")}</Alert>}
      {!may && promotion.status !== "archived" && <Alert color="gray" variant="light">{t("mayNot", { permission: "PROMOTIONS_PROMOTION_UPDATE" })}</Alert>}
      <ProblemStrip promotion={promotion} problems={problems} open={(next) => change({ tab: next })} />
      <FormPlace value={place}>
        <Tabs value={tab} onChange={(next) => change({ tab: next ?? "general" })} keepMounted={false}>
          <Tabs.List ref={strip} className="lg-tabs">
            {TABS.map((name) => {
              const wrong = faults.filter(({ pointer }) => tabOf(pointer) === name).length;
              return (
                <Tabs.Tab key={name} value={name} rightSection={wrong > 0 ? <Badge size="xs" circle color="red" aria-label={t("problems.count", { count: wrong })}>{wrong}</Badge> : undefined}>
                  {t(`tabs.${name}`)}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
          <Tabs.Panel value={tab} pt="md">
            <Suspense fallback={null}>
              <Panel {...given} />
            </Suspense>
          </Tabs.Panel>
        </Tabs>
      </FormPlace>
      <SaveBar editing={editing} faults={faults} />
    </Page>
  );
}

const NONE: never[] = [];
