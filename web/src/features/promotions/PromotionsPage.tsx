import { Badge, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { IconDiscount2, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { useMay, useSession } from "@/api/session";
import { type Campaign, campaignsQuery, type Promotion, type PromotionFilter, type PromotionStatus, promotionTagsQuery, readPromotions, STATUS_TONES, STATUSES } from "@/features/promotions/promotions";
import { isObject } from "@/forms/values";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { day } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", status: "", campaign: "", tag: "", cursor: "" };

export default function PromotionsPage() {
  const { t } = useTranslation("promotions");
  const [view, change] = useUrlState(DEFAULTS);
  const filter: PromotionFilter = {
    search: view.q.trim() || undefined,
    status: (view.status || undefined) as PromotionStatus | undefined,
    campaign_id: view.campaign || undefined,
    tag: view.tag || undefined,
  };
  const { data, error, refetch } = usePage(["promotions", "list", filter, view.cursor], () => readPromotions(filter, view.cursor || undefined));
  const { data: campaigns } = useQuery(campaignsQuery);
  const columns = useColumns(campaigns);
  const filtered = Object.values(filter).some((value) => value !== undefined);
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      call={{ path: "/v1/promotions", operation: "listPromotions", tag: "promotions" }}
      actions={
        <>
          <Button component={Link} to="/imports/new?what=promotions" variant="default">
            {t("import")}
          </Button>
          <NewButton />
        </>
      }
    >
      <DataTable
        name="promotions"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        keyOf={(promotion) => promotion.id}
        to={(promotion) => `/promotions/${promotion.id}`}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readPromotions(filter, cursor, MOST))}
        filters={<Filters view={view} change={change} campaigns={campaigns} />}
        empty={
          <Empty icon={IconDiscount2} title={t(filtered ? "nothing.title" : "empty.title")} action={filtered ? undefined : <NewButton />}>
            {t(filtered ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
    </Page>
  );
}

interface FiltersProps {
  view: typeof DEFAULTS;
  change: (patch: Partial<typeof DEFAULTS>) => void;
  campaigns: Campaign[] | undefined;
}

function Filters({ view, change, campaigns }: FiltersProps) {
  const { t } = useTranslation("promotions");
  const { data: tags } = useQuery(promotionTagsQuery);
  return (
    <>
      <TextInput aria-label={t("filter")} placeholder={t("filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
      <Select aria-label={t("columns.status")} placeholder={t("anyStatus")} clearable clearButtonProps={{ "aria-label": t("anyStatus") }} w={160} data={STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))} value={view.status || null} onChange={(status) => change({ status: status ?? "" })} />
      <Select aria-label={t("columns.campaign")} placeholder={t("anyCampaign")} clearable clearButtonProps={{ "aria-label": t("anyCampaign") }} searchable w={200} data={(campaigns ?? []).map(({ id, name }) => ({ value: id, label: name }))} value={view.campaign || null} onChange={(campaign) => change({ campaign: campaign ?? "" })} />
      <Select aria-label={t("columns.tags")} placeholder={t("anyTag")} clearable clearButtonProps={{ "aria-label": t("anyTag") }} searchable w={150} data={[...new Set([...(tags ?? []).map(({ name }) => name), ...(view.tag ? [view.tag] : [])])]} value={view.tag || null} onChange={(tag) => change({ tag: tag ?? "" })} />
    </>
  );
}

function NewButton() {
  const { t } = useTranslation("promotions");
  const may = useMay("PROMOTIONS_PROMOTION_CREATE");
  if (!may) return <ActionButton why={t("mayNot", { permission: "PROMOTIONS_PROMOTION_CREATE" })}>{t("new")}</ActionButton>;
  return (
    <Button component={Link} to="/promotions/new" leftSection={<IconPlus size={17} />}>
      {t("new")}
    </Button>
  );
}

function useColumns(campaigns: Campaign[] | undefined): Column<Promotion>[] {
  const { t } = useTranslation("promotions");
  const { workspace } = useSession();
  return useMemo(() => {
    const campaignOf = (promotion: Promotion) => campaigns?.find(({ id }) => id === promotion.campaign_id)?.name ?? "";
    const on = (moment: unknown) => (typeof moment === "string" ? day(moment, workspace.time_zone) : "");
    return [
      { id: "name", title: t("columns.name"), value: (promotion) => promotion.name, cell: (promotion) => <TwoLines main={<Link to={`/promotions/${promotion.id}`} className="lg-plain">{promotion.name}</Link>} sub={promotion.code} /> },
      { id: "status", title: t("columns.status"), value: (promotion) => t(`statuses.${promotion.status}`), cell: (promotion) => <StatusOf promotion={promotion} /> },
      { id: "campaign", title: t("columns.campaign"), value: campaignOf, cell: (promotion) => campaignOf(promotion) || "–" },
      { id: "access", title: t("columns.access"), value: (promotion) => accessOf(promotion, t), cell: (promotion) => <span className="lg-words">{accessOf(promotion, t)}</span> },
      { id: "tags", title: t("columns.tags"), value: (promotion) => promotion.tags.join(" "), cell: (promotion) => <Group gap={4}>{promotion.tags.map((tag) => <Badge key={tag} variant="light" color="gray" tt="none">{tag}</Badge>)}{promotion.tags.length === 0 && "–"}</Group> },
      { id: "from", title: t("columns.from"), value: (promotion) => String(promotion.definition.starts_at ?? ""), cell: (promotion) => on(promotion.definition.starts_at) || "–" },
      { id: "to", title: t("columns.to"), value: (promotion) => String(promotion.definition.ends_at ?? ""), cell: (promotion) => on(promotion.definition.ends_at) || "–" },
      { id: "version", title: t("columns.version"), align: "right", hidden: true, value: (promotion) => promotion.version, cell: (promotion) => promotion.version || "–" },
    ];
  }, [t, campaigns, workspace.time_zone]);
}

export function StatusOf({ promotion }: { promotion: Pick<Promotion, "status" | "has_changes"> }) {
  const { t } = useTranslation("promotions");
  return (
    <Group gap={6}>
      <Status tone={STATUS_TONES[promotion.status]}>{t(`statuses.${promotion.status}`)}</Status>
      {promotion.has_changes && promotion.status !== "draft" && promotion.status !== "archived" && <Text fz="xs" c="dimmed">{t("changed")}</Text>}
    </Group>
  );
}

type Say = (key: string) => string;

function accessOf(promotion: Promotion, t: Say): string {
  const { access } = promotion.definition;
  if (!isObject(access)) return "";
  return access.type === "generic_code" ? String(access.code) : t(`access.${String(access.type)}`);
}
