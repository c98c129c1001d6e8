import { Button, Group, Modal, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconArrowLeft, IconPackage, IconPlus, IconSearch, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { allPages, MOST, usePage } from "@/api/lists";
import { useMay } from "@/api/session";
import { ItemForm } from "@/features/settings/ItemForm";
import { ItemImport } from "@/features/settings/ItemImport";
import { RowButtons } from "@/features/settings/RowButtons";
import { type Catalog, catalogsQuery, deleteItem, type Item, readItems } from "@/features/settings/settings";
import { ActionButton } from "@/ui/ActionButton";
import { ask, tell, useChange } from "@/ui/changes";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { money, since } from "@/ui/format";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { q: "", cursor: "" };

/** The articles or stores of a catalogue. */
export function CatalogItems({ catalog, back }: { catalog: Catalog; back: () => void }) {
  const { t } = useTranslation("settings");
  const [view, change] = useUrlState(DEFAULTS);
  const [typed, setTyped] = useState(view.q);
  const search = useDebouncedCallback((q: string) => change({ q }), 300);
  const [doing, setDoing] = useState<Item | "new">();
  const may = useMay("CATALOGS_ITEM_BATCH_CATALOG_CREATE");
  const mayImport = useMay("CATALOGS_ITEM_IMPORT_CREATE");
  const [importing, setImporting] = useState(false);
  const query = view.q ? { search: view.q } : {};
  const page = usePage(["catalogs", catalog.name, "items", view], () => readItems(catalog.name, { ...query, ...(view.cursor && { cursor: view.cursor }) }));
  const columns = useColumns(catalog, setDoing);
  return (
    <>
      <Group mb="sm">
        <Button variant="subtle" size="xs" leftSection={<IconArrowLeft size={15} />} onClick={back}>
          {t("catalogs.back")}
        </Button>
        <Title order={2} fz="lg" className="lg-words">
          {catalog.name}
        </Title>
      </Group>
      <DataTable
        name={`catalog-${catalog.name}`}
        label={catalog.name}
        columns={columns}
        rows={page.data?.items}
        keyOf={({ key }) => key}
        error={page.error}
        retry={() => void page.refetch()}
        paging={{ cursor: view.cursor, next: page.data?.next_cursor, turn: (cursor) => change({ cursor }) }}
        all={() => allPages((cursor) => readItems(catalog.name, { ...query, ...(cursor && { cursor }), limit: MOST }))}
        filters={
          <>
            <TextInput
              aria-label={t("catalogs.search")}
              placeholder={t("catalogs.search")}
              leftSection={<IconSearch size={16} />}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value);
                search(event.currentTarget.value.trim());
              }}
            />
            <ActionButton leftSection={<IconPlus size={17} />} why={!may && t("mayNot", { permission: "CATALOGS_ITEM_BATCH_CATALOG_CREATE" })} onClick={() => setDoing("new")}>
              {t("catalogs.newItem")}
            </ActionButton>
            <ActionButton variant="default" leftSection={<IconUpload size={17} />} why={!mayImport && t("mayNot", { permission: "CATALOGS_ITEM_IMPORT_CREATE" })} onClick={() => setImporting(true)}>
              {t("catalogs.import")}
            </ActionButton>
          </>
        }
        empty={
          <Empty icon={IconPackage} title={t(view.q ? "nothing" : "catalogs.noItems")}>
            {t(view.q ? "nothingText" : "catalogs.noItemsText")}
          </Empty>
        }
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing !== undefined} onClose={() => setDoing(undefined)} title={t(doing === "new" ? "catalogs.newItem" : "catalogs.editItem")} size="lg" closeOnClickOutside={false}>
        {doing && <ItemForm catalog={catalog.name} item={doing === "new" ? undefined : doing} onClose={() => setDoing(undefined)} />}
      </Modal>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={importing} onClose={() => setImporting(false)} title={t("catalogs.import")}>
        <ItemImport catalog={catalog.name} />
      </Modal>
    </>
  );
}

function useColumns(catalog: Catalog, edit: (item: Item) => void): Column<Item>[] {
  const { t } = useTranslation("settings");
  const mayEdit = useMay("CATALOGS_ITEM_BATCH_CATALOG_CREATE");
  const mayDelete = useMay("CATALOGS_ITEM_DELETE");
  const remove = useChange([["catalogs", catalog.name], catalogsQuery.queryKey], (key: string) => deleteItem(catalog.name, key));
  return [
    { id: "name", title: t("name"), value: ({ name, key }) => name || key, cell: ({ name, key }) => <TwoLines main={name || key} sub={<span className="lg-mono">{key}</span>} /> },
    { id: "price", title: t("catalogs.price"), align: "right", value: ({ price, currency }) => (price !== null && currency ? money(price, currency) : undefined), cell: ({ price, currency }) => (price !== null && currency ? money(price, currency) : "–") },
    { id: "categories", title: t("catalogs.categories"), value: ({ categories }) => categories.join(", "), cell: ({ categories }) => categories.join(", ") || "–" },
    { id: "product", title: t("catalogs.product"), hidden: true, value: ({ product_id }) => product_id ?? undefined, cell: ({ product_id }) => product_id ?? "–" },
    { id: "attributes", title: t("catalogs.attributes"), hidden: true, value: ({ attributes }) => JSON.stringify(attributes), cell: ({ attributes }) => <span className="lg-words">{JSON.stringify(attributes)}</span> },
    { id: "changed", title: t("catalogs.changed"), value: ({ updated_at }) => updated_at, cell: ({ updated_at }) => since(updated_at) },
    {
      id: "actions",
      title: t("actions"),
      align: "right",
      cell: (item) => (
        <RowButtons
          name={item.name || item.key}
          onEdit={() => edit(item)}
          whyNotEdit={!mayEdit && t("mayNot", { permission: "CATALOGS_ITEM_BATCH_CATALOG_CREATE" })}
          whyNotDelete={!mayDelete && t("mayNot", { permission: "CATALOGS_ITEM_DELETE" })}
          onDelete={() => ask({ title: t("deleteTitle", { name: item.key }), text: t("catalogs.deleteItemText"), confirm: t("delete"), onConfirm: () => remove.mutate(item.key, { onSuccess: () => tell(t("deleted", { name: item.key })) }) })}
        />
      ),
    },
  ];
}
