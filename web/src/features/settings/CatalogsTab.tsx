import { Anchor, Modal, SegmentedControl, Text, TextInput } from "@mantine/core";
import { IconBuildingStore, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { CatalogItems } from "@/features/settings/CatalogItems";
import { RowButtons } from "@/features/settings/RowButtons";
import { type Catalog, catalogsQuery, createCatalog, deleteCatalog } from "@/features/settings/settings";
import { ActionButton } from "@/ui/ActionButton";
import { ask, tell, useChange } from "@/ui/changes";
import { type Column, DataTable, TwoLines } from "@/ui/DataTable";
import { Empty } from "@/ui/Empty";
import { count, since } from "@/ui/format";
import { SendForm } from "@/ui/SendForm";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { sort: "name", catalog: "" };

export default function CatalogsTab() {
  const { t } = useTranslation("settings");
  const [view, change] = useUrlState(DEFAULTS);
  const { data, error, refetch } = useQuery(catalogsQuery);
  const [making, setMaking] = useState(false);
  const may = useMay("CATALOGS_CATALOG_CREATE");
  const columns = useColumns((catalog) => change({ catalog }));
  const open = data?.find(({ name }) => name === view.catalog);
  if (open) return <CatalogItems catalog={open} back={() => change({ catalog: "" })} />;
  return (
    <>
      <DataTable
        name="catalogs"
        label={t("tabs.catalogs")}
        columns={columns}
        rows={data}
        keyOf={({ name }) => name}
        error={error}
        retry={() => void refetch()}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        filters={
          <ActionButton leftSection={<IconPlus size={17} />} why={!may && t("mayNot", { permission: "CATALOGS_CATALOG_CREATE" })} onClick={() => setMaking(true)}>
            {t("catalogs.new")}
          </ActionButton>
        }
        empty={
          <Empty icon={IconBuildingStore} title={t("catalogs.empty")}>
            {t("catalogs.emptyText")}
          </Empty>
        }
      />
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={making} onClose={() => setMaking(false)} title={t("catalogs.new")} closeOnClickOutside={false}>
        <CatalogForm
          onClose={(made) => {
            setMaking(false);
            if (made) change({ catalog: made });
          }}
        />
      </Modal>
    </>
  );
}

function useColumns(open: (name: string) => void): Column<Catalog>[] {
  const { t } = useTranslation("settings");
  const may = useMay("CATALOGS_CATALOG_DELETE");
  const remove = useChange([catalogsQuery.queryKey], deleteCatalog);
  return [
    {
      id: "name",
      title: t("name"),
      value: ({ name }) => name,
      cell: ({ name, kind }) => (
        <TwoLines
          main={
            <Anchor component="button" type="button" fw={600} c="inherit" onClick={() => open(name)}>
              {name}
            </Anchor>
          }
          sub={t(`catalogs.kinds.${kind}`)}
        />
      ),
    },
    { id: "items", title: t("catalogs.items"), align: "right", value: ({ items }) => items, cell: ({ items }) => count(items) },
    { id: "changed", title: t("catalogs.changed"), value: ({ updated_at }) => updated_at, cell: ({ updated_at }) => <time dateTime={updated_at}>{since(updated_at)}</time> },
    {
      id: "actions",
      title: t("actions"),
      align: "right",
      cell: ({ name, items }) => (
        <RowButtons
          name={name}
          whyNotDelete={!may && t("mayNot", { permission: "CATALOGS_CATALOG_DELETE" })}
          onDelete={() => ask({ title: t("deleteTitle", { name }), text: t("catalogs.deleteText", { count: items }), confirm: t("delete"), onConfirm: () => remove.mutate(name, { onSuccess: () => tell(t("deleted", { name })) }) })}
        />
      ),
    },
  ];
}

function CatalogForm({ onClose }: { onClose: (made?: string) => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Catalog["kind"]>("products");
  return (
    <SendForm
      fields={["name", "kind"]}
      submit={t("add")}
      onCancel={() => onClose()}
      send={() => createCatalog({ name, kind })}
      done={async (catalog) => {
        tell(t("added", { name: catalog.name }));
        await client.invalidateQueries({ queryKey: catalogsQuery.queryKey });
        onClose(catalog.name);
      }}
    >
      {(fault) => (
        <>
          <TextInput label={t("name")} required data-autofocus maxLength={64} value={name} error={fault("name")} onChange={(event) => setName(event.currentTarget.value)} />
          <div>
            <Text fz="sm" fw={500} mb={4} id="catalog-kind">
              {t("catalogs.kind")}
            </Text>
            <SegmentedControl aria-labelledby="catalog-kind" value={kind} onChange={(value) => setKind(value as Catalog["kind"])} data={["products", "stores"].map((value) => ({ value, label: t(`catalogs.kinds.${value}`) }))} />
          </div>
        </>
      )}
    </SendForm>
  );
}
