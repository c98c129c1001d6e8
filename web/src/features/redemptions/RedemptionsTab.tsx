import { Button, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconHourglass, IconReceipt2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { type RedemptionFilter, readRedemptions, type State, STATES } from "@/features/redemptions/redemptions";
import { useRedemptionColumns } from "@/features/redemptions/useRedemptionColumns";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Filters } from "@/ui/Filters";
import { MomentInput } from "@/ui/MomentInput";
import { PromotionPicker } from "@/ui/PromotionPicker";
import { StaffPicker } from "@/ui/StaffPicker";
import { useUrlState } from "@/ui/url";

const NONE: RedemptionFilter = { state: "", promotion: "", code: "", order: "", customer: "", staff: "", from: "", to: "" };
const DEFAULTS = { ...NONE, cursor: "" };

/** Redemptions by what was redeemed, by whom and when; or only holds. */
export function RedemptionsTab({ only }: { only?: State }) {
  const { t } = useTranslation("redemptions");
  const [view, change] = useUrlState<typeof DEFAULTS>(DEFAULTS);
  const { cursor, ...asked } = view;
  const [filter] = useDebouncedValue(only ? { ...asked, state: only } : asked, 250);
  const { data, error, refetch } = usePage(["redemptions", "list", filter, cursor], () => readRedemptions(filter, cursor));
  const columns = useRedemptionColumns(data?.items, only === "held" ? "holds" : "all");
  const nothing = only ? "noHolds" : "empty";
  const isFiltered = Object.values(asked).some(Boolean);
  return (
    <Stack>
      <Wanted view={view} change={change} withState={!only} />
      <DataTable
        name={only ? "holds" : "redemptions"}
        label={t(only ? "tabs.holds" : "tabs.redemptions")}
        columns={columns}
        rows={data?.items}
        keyOf={(redemption) => redemption.id}
        to={(redemption) => `/redemptions/${redemption.id}`}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor, next: data?.next_cursor, turn: (next) => change({ cursor: next }) }}
        all={() => allPages((next) => readRedemptions(filter, next ?? "", MOST))}
        filters={
          isFiltered && (
            <Button size="xs" variant="subtle" onClick={() => change({ ...NONE })}>
              {t("filters.clear")}
            </Button>
          )
        }
        empty={
          <Empty icon={only ? IconHourglass : IconReceipt2} title={t(`${isFiltered ? "nothing" : nothing}.title`)}>
            {t(`${isFiltered ? "nothing" : nothing}.text`)}
          </Empty>
        }
      />
    </Stack>
  );
}

interface WantedProps {
  view: RedemptionFilter;
  change: (patch: Partial<RedemptionFilter>) => void;
  withState: boolean;
}

function Wanted({ view, change, withState }: WantedProps) {
  const { t } = useTranslation("redemptions");
  const used = Object.keys(NONE).filter((name) => view[name as keyof RedemptionFilter] !== "").length;
  return (
    <Filters cols={{ base: 1, xs: 2, md: 3, lg: withState ? 4 : 3 }} used={used}>
      {withState && (
        <Select
          label={t("filters.state")}
          placeholder={t("filters.anyState")}
          value={view.state || null}
          onChange={(state) => change({ state: state ?? "" })}
          data={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
          clearable
          clearButtonProps={{ "aria-label": t("pickers.clear") }}
        />
      )}
      <PromotionPicker label={t("filters.promotion")} placeholder={t("filters.anyPromotion")} value={view.promotion} onChange={(promotion) => change({ promotion })} />
      <CustomerPicker label={t("filters.customer")} value={view.customer} onChange={(customer) => change({ customer })} />
      <StaffPicker label={t("filters.staff")} placeholder={t("filters.anyStaff")} value={view.staff} onChange={(staff) => change({ staff })} />
      <TextInput label={t("filters.code")} value={view.code} maxLength={64} onChange={(event) => change({ code: event.currentTarget.value })} />
      <MomentInput label={t("filters.from")} value={view.from || null} onChange={(from) => change({ from: from ?? "" })} />
      <MomentInput label={t("filters.to")} value={view.to || null} onChange={(to) => change({ to: to ?? "" })} />
    </Filters>
  );
}
