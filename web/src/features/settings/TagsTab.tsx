import { Modal, TextInput } from "@mantine/core";
import { IconPlus, IconSearch, IconTags } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { RowButtons } from "@/features/settings/RowButtons";
import { createTag, deleteTag, type Tag, tagsQuery } from "@/features/settings/settings";
import { ActionButton } from "@/ui/ActionButton";
import { ask, tell, useChange } from "@/ui/changes";
import { type Column, DataTable } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, day } from "@/ui/format";
import { SendForm } from "@/ui/SendForm";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", sort: "name" };

export default function TagsTab() {
  const { t } = useTranslation("settings");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery(tagsQuery);
  const [making, setMaking] = useState(false);
  const may = useMay("PROMOTIONS_TAG_CREATE");
  const columns = useColumns();
  const shown = useMemo(() => data?.filter(({ name }) => name.toLowerCase().includes(view.q.trim().toLowerCase())), [data, view.q]);
  return (
    <>
      <DataTable
        name="promotion-tags"
        label={t("tabs.tags")}
        columns={columns}
        rows={shown}
        keyOf={({ name }) => name}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <>
            <TextInput aria-label={t("tags.filter")} placeholder={t("tags.filter")} leftSection={<IconSearch size={16} />} value={view.q} onChange={(event) => change({ q: event.currentTarget.value })} />
            <ActionButton leftSection={<IconPlus size={17} />} why={!may && t("mayNot", { permission: "PROMOTIONS_TAG_CREATE" })} onClick={() => setMaking(true)}>
              {t("tags.new")}
            </ActionButton>
          </>
        }
        empty={
          <Empty icon={IconTags} title={t(data?.length ? "nothing" : "tags.empty")}>
            {t(data?.length ? "nothingText" : "tags.emptyText")}
          </Empty>
        }
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={making} onClose={() => setMaking(false)} title={t("tags.new")}>
        <NewTag onClose={() => setMaking(false)} />
      </Modal>
    </>
  );
}

function NewTag({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [name, setName] = useState("");
  return (
    <SendForm
      fields={["name"]}
      submit={t("add")}
      onCancel={onClose}
      send={() => createTag(name)}
      done={(tag) => {
        tell(t("added", { name: tag.name }));
        void client.invalidateQueries({ queryKey: tagsQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => <TextInput label={t("tags.name")} description={t("tags.lead")} required data-autofocus maxLength={64} value={name} error={fault("name")} onChange={(event) => setName(event.currentTarget.value)} />}
    </SendForm>
  );
}

function useColumns(): Column<Tag>[] {
  const { t } = useTranslation("settings");
  const { workspace } = useSession();
  const may = useMay("PROMOTIONS_TAG_DELETE");
  const remove = useChange([tagsQuery.queryKey], deleteTag);
  return [
    { id: "name", title: t("tags.name"), value: ({ name }) => name, cell: ({ name }) => <b className="lg-words">{name}</b> },
    { id: "promotions", title: t("tags.promotions"), align: "right", value: ({ promotions }) => promotions, cell: ({ promotions }) => count(promotions) },
    { id: "added", title: t("tags.added"), value: ({ created_at }) => created_at ?? undefined, cell: ({ created_at }) => (created_at ? day(created_at, workspace.time_zone) : t("tags.unlisted")) },
    {
      id: "actions",
      title: t("actions"),
      align: "right",
      cell: ({ name, created_at }) => (
        <RowButtons
          name={name}
          whyNotDelete={(!may && t("mayNot", { permission: "PROMOTIONS_TAG_DELETE" })) || (created_at === null && t("tags.unlistedHelp"))}
          onDelete={() => ask({ title: t("deleteTitle", { name }), text: t("tags.deleteText"), confirm: t("delete"), onConfirm: () => remove.mutate(name, { onSuccess: () => tell(t("deleted", { name })) }) })}
        />
      ),
    },
  ];
}
