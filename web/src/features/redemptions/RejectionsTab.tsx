import { Button, Card, Group, Select, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconDownload, IconMoodSmile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { readRejections, type Rejection, type RejectionFilter, rejectionsFile, summaryQuery } from "@/features/redemptions/redemptions";
import { RejectionDrawer } from "@/features/redemptions/RejectionDrawer";
import { useRejectionColumns } from "@/features/redemptions/useRejectionColumns";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { Filters } from "@/ui/Filters";
import { count } from "@/ui/format";
import { MomentInput } from "@/ui/MomentInput";
import { PromotionPicker } from "@/ui/PromotionPicker";
import { saidReason } from "@/ui/reasons";
import { StaffPicker } from "@/ui/StaffPicker";
import { useUrlState } from "@/ui/url";

const ReasonChart = lazy(() => import("@/features/redemptions/ReasonChart"));

const NONE: RejectionFilter = { reason: "", promotion: "", code: "", customer: "", staff: "", from: "", to: "" };
const DEFAULTS = { ...NONE, cursor: "" };

/** What was asked for and not had: by reason, and one by one. */
export function RejectionsTab() {
  const { t } = useTranslation("redemptions");
  const [view, change] = useUrlState<typeof DEFAULTS>(DEFAULTS);
  const { cursor, ...asked } = view;
  const [filter] = useDebouncedValue(asked, 250);
  const [opened, open] = useState<Rejection>();
  const { data, error, refetch } = usePage(["rejections", "list", filter, cursor], () => readRejections(filter, cursor));
  const columns = useRejectionColumns(data?.items, open);
  const isFiltered = Object.values(asked).some(Boolean);
  const used = Object.values({ ...asked, reason: "" }).filter(Boolean).length;
  return (
    <Stack>
      <Filters cols={{ base: 1, xs: 2, md: 3 }} used={used}>
        <PromotionPicker label={t("filters.promotion")} placeholder={t("filters.anyPromotion")} value={view.promotion} onChange={(promotion) => change({ promotion })} />
        <CustomerPicker label={t("filters.customer")} value={view.customer} onChange={(customer) => change({ customer })} />
        <StaffPicker label={t("filters.staff")} placeholder={t("filters.anyStaff")} value={view.staff} onChange={(staff) => change({ staff })} />
        <TextInput label={t("filters.code")} value={view.code} maxLength={64} onChange={(event) => change({ code: event.currentTarget.value })} />
        <MomentInput label={t("filters.from")} value={view.from || null} onChange={(from) => change({ from: from ?? "" })} />
        <MomentInput label={t("filters.to")} value={view.to || null} onChange={(to) => change({ to: to ?? "" })} />
      </Filters>
      <Reasons filter={filter} choose={(reason) => change({ reason: reason === view.reason ? "" : reason })} />
      <DataTable
        name="rejections"
        label={t("tabs.rejections")}
        columns={columns}
        rows={data?.items}
        keyOf={(rejection) => rejection.id}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor, next: data?.next_cursor, turn: (next) => change({ cursor: next }) }}
        all={() => allPages((next) => readRejections(filter, next ?? "", MOST))}
        filters={
          <>
            <ReasonSelect filter={filter} value={view.reason} choose={(reason) => change({ reason })} />
            {isFiltered && (
              <Button size="xs" variant="subtle" onClick={() => change({ ...NONE })}>
                {t("filters.clear")}
              </Button>
            )}
            <Button component="a" href={rejectionsFile(filter)} download="rejections.csv" size="xs" variant="default" leftSection={<IconDownload size={15} />}>
              {t("rejections.file")}
            </Button>
          </>
        }
        empty={
          <Empty icon={IconMoodSmile} title={t(isFiltered ? "nothing.title" : "rejections.none")}>
            {t(isFiltered ? "nothing.text" : "rejections.noneText")}
          </Empty>
        }
      />
      <RejectionDrawer rejection={opened} onClose={() => open(undefined)} />
    </Stack>
  );
}

/** Counts by reason stay those of all reasons, so that one can go from one to the next. */
const ofAllReasons = (filter: RejectionFilter): RejectionFilter => ({ ...filter, reason: "" });

function ReasonSelect({ filter, value, choose }: { filter: RejectionFilter; value: string; choose: (reason: string) => void }) {
  const { t } = useTranslation("redemptions");
  const { data } = useQuery(summaryQuery(ofAllReasons(filter)));
  const reasons = Object.entries(data?.by_reason ?? {}).map(([reason, many]) => ({ value: reason, label: `${saidReason(reason)} (${count(many)})` }));
  if (value && !reasons.some((reason) => reason.value === value)) reasons.push({ value, label: saidReason(value) });
  return (
    <Select
      aria-label={t("filters.reason")}
      placeholder={t("filters.anyReason")}
      value={value || null}
      onChange={(reason) => choose(reason ?? "")}
      data={reasons}
      w={{ base: "100%", xs: 320 }}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("pickers.clear") }}
    />
  );
}

const SHOWN = 6;

/** How often, for which reason, day by day; the table beside says the same in words. */
function Reasons({ filter, choose }: { filter: RejectionFilter; choose: (reason: string) => void }) {
  const { t } = useTranslation("redemptions");
  const { data, error } = useQuery(summaryQuery(ofAllReasons(filter)));
  if (error) return <Failure error={error} />;
  if (data?.total === 0) return null;
  const reasons = Object.entries(data?.by_reason ?? {});
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Card>
        <Title order={2} fz="md" mb="sm">
          {t("rejections.byReason")}
        </Title>
        {data === undefined && <Skeleton height={160} />}
        <Stack gap={6} component="ul" className="lg-verdict">
          {reasons.slice(0, SHOWN).map(([reason, many]) => (
            <li key={reason}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Button variant={filter.reason === reason ? "light" : "subtle"} size="compact-sm" justify="flex-start" className="lg-wraps" aria-pressed={filter.reason === reason} onClick={() => choose(reason)}>
                  {saidReason(reason)}
                </Button>
                <Text fz="sm" fw={650} className="lg-tabular">
                  {count(many)}
                </Text>
              </Group>
            </li>
          ))}
        </Stack>
        {data && (
          <Text fz="xs" c="dimmed" mt="sm">
            {t(filter.from ? "rejections.totalOfTime" : "rejections.total", { count: data.total, total: count(data.total) })}
          </Text>
        )}
      </Card>
      <Card>
        <Title order={2} fz="md" mb="sm">
          {t("rejections.byDay")}
        </Title>
        <Suspense fallback={<Skeleton height={220} />}>{data && <ReasonChart summary={data} />}</Suspense>
      </Card>
    </SimpleGrid>
  );
}
