import { Button, Group, Select, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChartHistogram, IconGift, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { type Handbill, handbillsQuery, type Status as HandbillStatus, STATUSES, TONES } from "@/features/handbills/handbills";
import { NewDialog } from "@/features/handbills/NewDialog";
import { sayActivity } from "@/features/handbills/words";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, day } from "@/ui/format";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", status: "", sort: "-updated" };

export default function HandbillsPage() {
  const { t } = useTranslation("handbills");
  const [view, change] = useUrlState(DEFAULTS);
  const [opened, dialog] = useDisclosure();
  const { data, error, refetch } = useQuery(handbillsQuery((view.status || undefined) as HandbillStatus | undefined));
  const mayCreate = useMay("PROMOTIONS_HANDBILL_CREATE");
  const columns = useColumns();
  const shown = useMemo(() => data?.filter((handbill) => `${handbill.name} ${handbill.description} ${handbill.id}`.toLowerCase().includes(view.q.trim().toLowerCase())), [data, view.q]);
  const make = (
    <ActionButton why={!mayCreate && t("mayNot", { permission: "PROMOTIONS_HANDBILL_CREATE" })} leftSection={<IconPlus size={17} />} onClick={dialog.open}>
      {t("new")}
    </ActionButton>
  );
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: "/v1/handbills", operation: "listHandbills", tag: "handbills" }} actions={make}>
      <DataTable
        name="handbills"
        label={t("title")}
        columns={columns}
        rows={shown}
        keyOf={(handbill) => handbill.id}
        to={(handbill) => `/handbills/${handbill.id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput aria-label={t("filter")} placeholder={t("filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
            <Select
              aria-label={t("columns.status")}
              placeholder={t("anyStatus")}
              clearable
              clearButtonProps={{ "aria-label": t("clear") }}
              w={170}
              value={view.status || null}
              onChange={(status) => change({ status: status ?? "" })}
              data={STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            />
          </>
        }
        empty={
          view.q || view.status ? (
            <Empty icon={IconGift} title={t("nothing.title")}>
              {t("nothing.text")}
            </Empty>
          ) : (
            <Empty icon={IconGift} title={t("empty.title")} action={make}>
              {t("empty.text")}
            </Empty>
          )
        }
      />
      {opened && <NewDialog close={dialog.close} />}
    </Page>
  );
}

function useColumns(): Column<Handbill>[] {
  const { t } = useTranslation("handbills");
  const { time_zone: zone } = useSession().workspace;
  return useMemo(
    () => [
      {
        id: "name",
        title: t("columns.name"),
        value: (handbill) => handbill.name,
        cell: (handbill) => (
          <TwoLines
            main={
              <Link to={`/handbills/${handbill.id}`} className="lg-plain">
                {handbill.name}
              </Link>
            }
            sub={handbill.description}
          />
        ),
      },
      { id: "type", title: t("columns.type"), value: (handbill) => t(`kinds.${handbill.type}`), cell: (handbill) => t(`kinds.${handbill.type}`) },
      {
        id: "status",
        title: t("columns.status"),
        value: (handbill) => t(`statuses.${handbill.status}`),
        cell: (handbill) => (
          <Group gap={6}>
            <Status tone={TONES[handbill.status]}>{t(`statuses.${handbill.status}`)}</Status>
            {handbill.has_changes && handbill.version > 0 && <Status tone="warn">{t("changed")}</Status>}
          </Group>
        ),
      },
      { id: "offers", title: t("columns.offers"), align: "right", value: offersOf, cell: (handbill) => count(offersOf(handbill)) },
      { id: "activity", title: t("columns.activity"), value: (handbill) => sayActivity(t, handbill.definition.activity), cell: (handbill) => sayActivity(t, handbill.definition.activity) },
      { id: "variants", title: t("columns.variants"), align: "right", value: (handbill) => handbill.definition.variants.length, cell: (handbill) => t(handbill.definition.control_share > 0 ? "andControl" : "variantsOnly", { count: handbill.definition.variants.length }) },
      { id: "version", title: t("columns.version"), align: "right", hidden: true, value: (handbill) => handbill.version, cell: (handbill) => handbill.version || "–" },
      { id: "updated", title: t("columns.updated"), value: (handbill) => handbill.updated_at, cell: (handbill) => <span className="lg-nowrap">{day(handbill.updated_at, zone)}</span> },
      {
        id: "results",
        title: t("columns.results"),
        align: "right",
        cell: (handbill) =>
          handbill.version > 0 ? (
            <Button component={Link} to={`/handbills/${handbill.id}/results`} size="compact-sm" variant="light" leftSection={<IconChartHistogram size={15} />}>
              {t("results.open")}
            </Button>
          ) : (
            "–"
          ),
      },
    ],
    [t, zone],
  );
}

const offersOf = (handbill: Handbill) => handbill.definition.slots.reduce((sum, slot) => sum + slot.count, 0);
