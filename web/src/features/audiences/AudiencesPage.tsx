import { ActionIcon, Group, Menu, SegmentedControl, Text, TextInput } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconCopy, IconDots, IconPlus, IconSearch, IconUsersGroup } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { archiveAudience, type Audience, audiencesQuery } from "@/features/audiences/audiences";
import { CountOf } from "@/features/audiences/CountOf";
import { sayCondition } from "@/features/audiences/sentence";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { tellFailure } from "@/ui/Failure";
import { day } from "@/ui/format";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", archived: false, sort: "-updated" };

export default function AudiencesPage() {
  const { t } = useTranslation("audiences");
  const [view, change] = useUrlState(DEFAULTS);
  const { data: audiences, error, refetch } = useQuery(audiencesQuery(view.archived));
  const columns = useColumns();
  const navigate = useNavigate();
  const mayCreate = useMay("AUDIENCES_AUDIENCE_CREATE");
  const shown = useMemo(
    () => audiences?.filter((audience) => `${audience.name} ${audience.id}`.toLowerCase().includes(view.q.trim().toLowerCase())),
    [audiences, view.q],
  );
  const make = (
    <ActionButton
      why={!mayCreate && t("mayNot", { permission: "AUDIENCES_AUDIENCE_CREATE" })}
      leftSection={<IconPlus size={17} />}
      onClick={() => void navigate({ to: "/audiences/new" })}
    >
      {t("new")}
    </ActionButton>
  );
  return (
    <Page title={t("title")} lead={t("lead")} call={{ path: "/v1/audiences", operation: "listAudiences", tag: "audiences" }} actions={make}>
      <DataTable
        name="audiences"
        label={t("title")}
        columns={columns}
        rows={shown}
        keyOf={(audience) => audience.id}
        to={(audience) => `/audiences/${audience.id}`}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput
              aria-label={t("filter")}
              placeholder={t("filter")}
              leftSection={<IconSearch size={16} />}
              value={view.q}
              onChange={(event) => change({ q: event.currentTarget.value })}
            />
            <SegmentedControl
              aria-label={t("columns.status")}
              value={view.archived ? "archived" : "used"}
              onChange={(value) => change({ archived: value === "archived" })}
              data={["used", "archived"].map((value) => ({ value, label: t(`states.${value}`) }))}
            />
          </>
        }
        empty={
          view.q || view.archived ? (
            <Empty icon={IconUsersGroup} title={t(view.q ? "nothing.title" : "noneArchived")}>
              {view.q ? t("nothing.text") : t("noneArchivedText")}
            </Empty>
          ) : (
            <Empty icon={IconUsersGroup} title={t("empty.title")} action={make}>
              {t("empty.text")}
            </Empty>
          )
        }
      />
    </Page>
  );
}

function useColumns(): Column<Audience>[] {
  const { t } = useTranslation("audiences");
  const { time_zone: zone } = useSession().workspace;
  return useMemo(
    () => [
      {
        id: "name",
        title: t("columns.name"),
        value: (audience) => audience.name,
        cell: (audience) => (
          <TwoLines
            main={
              <Link to={`/audiences/${audience.id}`} className="lg-plain">
                {audience.name}
              </Link>
            }
          />
        ),
      },
      {
        id: "who",
        title: t("columns.who"),
        value: (audience) => sayCondition(t, audience.conditions),
        cell: (audience) => (
          <Text fz="sm" lineClamp={2} maw={520} className="lg-words">
            {sayCondition(t, audience.conditions)}
          </Text>
        ),
      },
      { id: "people", title: t("columns.people"), align: "right", cell: (audience) => <CountOf conditions={audience.conditions} /> },
      { id: "updated", title: t("columns.updated"), value: (audience) => audience.updated_at, cell: (audience) => <span className="lg-nowrap">{day(audience.updated_at, zone)}</span> },
      { id: "created", title: t("columns.created"), hidden: true, value: (audience) => audience.created_at, cell: (audience) => <span className="lg-nowrap">{day(audience.created_at, zone)}</span> },
      { id: "actions", title: t("columns.actions"), align: "right", cell: (audience) => <Actions audience={audience} /> },
    ],
    [t, zone],
  );
}

function Actions({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audiences");
  const client = useQueryClient();
  const navigate = useNavigate();
  const archived = audience.archived_at !== null;
  const mayMove = useMay(archived ? "AUDIENCES_AUDIENCE_UPDATE" : "AUDIENCES_AUDIENCE_DELETE");
  const move = useMutation({
    mutationFn: () => archiveAudience(audience.id, !archived),
    onError: tellFailure,
    onSettled: () => client.invalidateQueries({ queryKey: ["audiences"] }),
  });
  return (
    <Group justify="flex-end">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t("actionsOf", { name: audience.name })} loading={move.isPending}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void navigate({ to: "/audiences/new", search: { from: audience.id } as never })}>
            {t("copy")}
          </Menu.Item>
          <Menu.Item
            disabled={!mayMove}
            leftSection={archived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
            onClick={() => move.mutate()}
          >
            {t(archived ? "restore" : "archive")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
