import { Badge, TextInput } from "@mantine/core";
import { IconPlus, IconSearch, IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { type Summary, templatesQuery } from "@/features/messages/templates";
import { ActionButton } from "@/ui/ActionButton";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { moment } from "@/ui/format";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", sort: "-updated" };

/** Mails of which what differs between recipients is still open. */
export function TemplatesTab() {
  const { t } = useTranslation("messages");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery(templatesQuery);
  const navigate = useNavigate();
  const mayCreate = useMay("MESSAGES_TEMPLATE_CREATE");
  const columns = useColumns();
  const shown = useMemo(() => data?.filter((template) => `${template.name} ${template.subject} ${template.id}`.toLowerCase().includes(view.q.trim().toLowerCase())), [data, view.q]);
  const make = (
    <ActionButton
      why={!mayCreate && t("mayNot", { permission: "MESSAGES_TEMPLATE_CREATE" })}
      leftSection={<IconPlus size={16} />}
      onClick={() => void navigate({ to: "/messages/templates/new" })}
    >
      {t("templates.new")}
    </ActionButton>
  );
  return (
    <DataTable
      name="message-templates"
      label={t("tabs.templates")}
      columns={columns}
      rows={shown}
      keyOf={(template) => template.id}
      to={(template) => `/messages/templates/${template.id}`}
      error={error}
      retry={() => void refetch()}
      sort={view.sort}
      onSort={(sort) => change({ sort })}
      filters={
        <>
          <TextInput aria-label={t("templates.filter")} placeholder={t("templates.filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
          {Boolean(data?.length) && make}
        </>
      }
      empty={
        view.q ? (
          <Empty icon={IconTemplate} title={t("nothing.title")}>
            {t("nothing.text")}
          </Empty>
        ) : (
          <Empty icon={IconTemplate} title={t("templates.empty.title")} action={make}>
            {t("templates.empty.text")}
          </Empty>
        )
      }
    />
  );
}

function useColumns(): Column<Summary>[] {
  const { t } = useTranslation("messages");
  const { time_zone: zone } = useSession().workspace;
  return useMemo(
    () => [
      {
        id: "name",
        title: t("columns.name"),
        value: (template) => template.name,
        cell: (template) => (
          <TwoLines
            main={
              <Link to={`/messages/templates/${template.id}`} className="lg-plain">
                {template.name}
              </Link>
            }
            sub={template.subject}
          />
        ),
      },
      { id: "format", title: t("templates.format"), value: (template) => template.format, cell: (template) => <Badge variant="default">{template.format}</Badge> },
      { id: "revision", title: t("templates.revision"), align: "right", value: (template) => template.revision, cell: (template) => template.revision },
      { id: "updated", title: t("templates.updated"), value: (template) => template.updated_at, cell: (template) => <span className="lg-nowrap">{moment(template.updated_at, zone)}</span> },
    ],
    [t, zone],
  );
}
