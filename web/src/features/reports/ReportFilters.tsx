import { Group, Select, TextInput } from "@mantine/core";
import { IconCalendar, IconSpeakerphone } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { campaignNamesQuery, PERIODS, type View, type Wanted } from "@/features/reports/reports";
import { PromotionPicker } from "@/ui/PromotionPicker";

interface ReportFiltersProps {
  view: View;
  wanted: Wanted;
  change: (patch: Partial<View>) => void;
}

/** Which days, and of which campaign or promotion. */
export function ReportFilters({ view, wanted, change }: ReportFiltersProps) {
  const { t } = useTranslation("reports");
  const { data: campaigns } = useQuery({ ...campaignNamesQuery, enabled: useMay("PROMOTIONS_CAMPAIGN_READ") });
  const mayPromotions = useMay("PROMOTIONS_PROMOTION_READ");
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={t("filters.title")}>
      <Select
        label={t("filters.period")}
        leftSection={<IconCalendar size={16} aria-hidden />}
        data={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
        value={PERIODS.find((period) => period === view.period) ?? "30"}
        onChange={(period) => change(period === "own" ? { period, from: wanted.first_day, to: wanted.last_day } : { period: period ?? "30", from: "", to: "" })}
        allowDeselect={false}
        w={180}
      />
      {view.period === "own" && (
        <>
          <TextInput type="date" label={t("filters.from")} value={wanted.first_day} max={wanted.last_day} onChange={(event) => event.currentTarget.value && change({ from: event.currentTarget.value })} />
          <TextInput type="date" label={t("filters.to")} value={wanted.last_day} min={wanted.first_day} onChange={(event) => event.currentTarget.value && change({ to: event.currentTarget.value })} />
        </>
      )}
      <Select
        label={t("filters.campaign")}
        placeholder={t("filters.everyCampaign")}
        leftSection={<IconSpeakerphone size={16} aria-hidden />}
        data={campaigns ?? []}
        value={view.campaign || null}
        onChange={(campaign) => change({ campaign: campaign ?? "" })}
        nothingFoundMessage={t("filters.noCampaign")}
        clearButtonProps={{ "aria-label": t("filters.everyCampaign") }}
        searchable
        clearable
        w={220}
      />
      {mayPromotions && <PromotionPicker label={t("filters.promotion")} placeholder={t("filters.everyPromotion")} value={view.promotion} onChange={(promotion) => change({ promotion })} />}
    </Group>
  );
}
