import { Anchor, Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconPlus, IconSearch, IconSpeakerphone } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { CampaignBranch } from "@/features/campaigns/CampaignBranch";
import { CampaignDialog } from "@/features/campaigns/CampaignDialog";
import { type Campaign, campaignsOf, type CampaignStatus } from "@/features/campaigns/campaigns";
import { ActionButton } from "@/ui/ActionButton";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";
import "@/features/promotions/promotions.css";

const DEFAULTS = { q: "", status: "all", open: "" };
const SHOWN = ["all", "active", "draft", "paused", "finished", "archived"];

/** Campaigns and the promotions in them, as a tree. */
export default function CampaignsPage() {
  const { t } = useTranslation("campaigns");
  const [view, change] = useUrlState(DEFAULTS);
  const [edited, edit] = useState<Campaign | "new">();
  const may = useMay("PROMOTIONS_CAMPAIGN_CREATE");
  const { data, error, refetch } = useQuery(campaignsOf(view.status === "all" ? undefined : (view.status as CampaignStatus)));
  const campaigns = data?.filter((campaign) => fits(campaign, view.q));
  const opened = view.open.split(",").filter(Boolean);
  const toggle = (id: string) => change({ open: (opened.includes(id) ? opened.filter((each) => each !== id) : [...opened, id]).join(",") });
  const create = (
    <ActionButton leftSection={<IconPlus size={17} />} why={!may && t("mayNot", { permission: "PROMOTIONS_CAMPAIGN_CREATE" })} onClick={() => edit("new")}>
      {t("new")}
    </ActionButton>
  );
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: "/v1/campaigns", operation: "listCampaigns", tag: "campaigns" }} actions={create}>
      <div className="lg-panel">
        <Group className="lg-table-tools" gap="sm">
          <TextInput aria-label={t("filter")} placeholder={t("filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
          <div className="lg-tabs">
            <SegmentedControl aria-label={t("status")} value={view.status} onChange={(status) => change({ status })} data={SHOWN.map((value) => ({ value, label: t(`statuses.${value}`) }))} />
          </div>
        </Group>
        {error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : (
          <>
            {campaigns?.map((campaign) => (
              <CampaignBranch key={campaign.id} campaign={campaign} campaigns={data ?? []} opened={opened.includes(campaign.id)} onToggle={() => toggle(campaign.id)} onEdit={() => edit(campaign)} />
            ))}
            {campaigns?.length === 0 && <Nothing filtered={(data?.length ?? 0) > 0 || view.status !== "all"} create={create} />}
          </>
        )}
      </div>
      <Anchor component={Link} to="/promotions" fz="sm">{t("allPromotions")}</Anchor>
      {edited && <CampaignDialog key={edited === "new" ? "new" : edited.id} campaign={edited === "new" ? undefined : edited} onClose={() => edit(undefined)} />}
    </Page>
  );
}

function Nothing({ filtered, create }: { filtered: boolean; create: ReactNode }) {
  const { t } = useTranslation("campaigns");
  return (
    <Empty icon={IconSpeakerphone} title={t(filtered ? "nothing.title" : "empty.title")} action={filtered ? undefined : create}>
      {t(filtered ? "nothing.text" : "empty.text")}
    </Empty>
  );
}

function fits({ name, tags }: Campaign, search: string): boolean {
  return `${name} ${tags.join(" ")}`.toLowerCase().includes(search.trim().toLowerCase());
}
