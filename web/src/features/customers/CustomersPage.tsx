import { Badge, Button, Group, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconFileImport, IconPlus, IconSearch, IconTag, IconUserHeart } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { nameOf, type Profile } from "@/api/names";
import { useMay, useSession } from "@/api/session";
import { CustomerDrawer } from "@/features/customers/CustomerDrawer";
import { listCustomers } from "@/features/customers/customers";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { day } from "@/ui/format";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", tag: "", cursor: "" };

export default function CustomersPage() {
  const { t } = useTranslation("customers");
  const navigate = useNavigate();
  const [view, change] = useUrlState(DEFAULTS);
  const [q] = useDebouncedValue(view.q.trim(), 200);
  const [tag] = useDebouncedValue(view.tag.trim(), 300);
  const [isMaking, make] = useState(false);
  const mayCreate = useMay("API_CLIENT_CREATE");
  const { data, error, refetch } = usePage(["customers", "list", q, tag, view.cursor], () => listCustomers(q, tag, view.cursor));
  const columns = useColumns();
  const filtered = view.q !== "" || view.tag !== "";
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      call={{ path: q ? `/v1/profiles?q=${encodeURIComponent(q)}` : "/v1/profiles", operation: "listProfiles", tag: "profiles" }}
      actions={
        <>
          <Button component={Link} to="/imports/new?what=profiles" variant="default" leftSection={<IconFileImport size={17} />}>
            {t("import")}
          </Button>
          <ActionButton why={!mayCreate && t("needs", { permission: "API_CLIENT_CREATE" })} leftSection={<IconPlus size={17} />} onClick={() => make(true)}>
            {t("new")}
          </ActionButton>
        </>
      }
    >
      <DataTable
        name="customers"
        label={t("title")}
        columns={columns}
        rows={data?.items}
        keyOf={(profile) => String(profile.id)}
        to={(profile) => `/customers/${String(profile.id)}`}
        error={error}
        retry={() => void refetch()}
        paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={q ? undefined : () => allPages((cursor) => listCustomers("", tag, cursor ?? "", MOST))}
        filters={
          <>
            <TextInput
              aria-label={t("search")}
              placeholder={t("search")}
              leftSection={<IconSearch size={16} />}
              value={view.q}
              maxLength={255}
              w={{ base: "100%", xs: 320 }}
              onChange={(event) => change({ q: event.currentTarget.value, tag: "" })}
            />
            <TextInput
              aria-label={t("tag")}
              placeholder={t("tag")}
              leftSection={<IconTag size={16} />}
              value={view.tag}
              maxLength={128}
              w={{ base: "100%", xs: 160 }}
              onChange={(event) => change({ tag: event.currentTarget.value, q: "" })}
            />
          </>
        }
        empty={
          <Empty
            icon={IconUserHeart}
            title={t(filtered ? "nothing.title" : "empty.title")}
            action={
              filtered ? (
                <Button variant="default" mt="sm" onClick={() => change({ q: "", tag: "" })}>
                  {t("nothing.action")}
                </Button>
              ) : undefined
            }
          >
            {t(filtered ? "nothing.text" : "empty.text")}
          </Empty>
        }
      />
      {isMaking && <CustomerDrawer onClose={() => make(false)} onSaved={({ id }) => void navigate({ to: `/customers/${String(id)}` })} />}
    </Page>
  );
}

function useColumns(): Column<Profile>[] {
  const { t } = useTranslation("customers");
  const zone = useSession().workspace.time_zone;
  return useMemo(
    () => [
      { id: "name", title: t("columns.name"), value: nameOf, cell: (profile) => <NameCell profile={profile} /> },
      { id: "custom_id", title: t("fields.custom_id"), value: (profile) => profile.custom_id ?? undefined, cell: (profile) => profile.custom_id ?? "–" },
      { id: "email", title: t("fields.email"), value: (profile) => profile.email ?? undefined, cell: (profile) => <span className="lg-words">{profile.email ?? "–"}</span> },
      { id: "phone", title: t("fields.phone"), hidden: true, value: (profile) => profile.phone ?? undefined, cell: (profile) => profile.phone ?? "–" },
      { id: "tags", title: t("fields.tags"), value: (profile) => profile.tags.join(" "), cell: (profile) => <Tags tags={profile.tags} /> },
      { id: "engagement", title: t("columns.engagement"), value: engagementOf, cell: (profile) => <Engagement profile={profile} /> },
      { id: "created", title: t("columns.created"), value: (profile) => profile.created_at, cell: (profile) => <span className="lg-nowrap">{day(profile.created_at, zone)}</span> },
    ],
    [t, zone],
  );
}

function NameCell({ profile }: { profile: Profile }) {
  return (
    <TwoLines
      main={
        <Link to={`/customers/${String(profile.id)}`} className="lg-plain">
          {nameOf(profile)}
        </Link>
      }
      sub={`#${String(profile.id)}`}
    />
  );
}

const SHOWN = 3;

function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return <>–</>;
  return (
    <Group gap={4}>
      {tags.slice(0, SHOWN).map((tag) => (
        <Badge key={tag} variant="light" tt="none" maw={140}>
          {tag}
        </Badge>
      ))}
      {tags.length > SHOWN && `+${String(tags.length - SHOWN)}`}
    </Group>
  );
}

function engagementOf(profile: Profile): string | undefined {
  const told = profile.attributes["ai.engagement"];
  return typeof told === "string" ? told : undefined;
}

function Engagement({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const told = engagementOf(profile);
  return <>{told ? t(`engagement.${told}`, told) : "–"}</>;
}
