import { NumberInput, SimpleGrid, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { catalogsQuery, type Item, type ItemInput, putItem } from "@/features/settings/settings";
import { tell } from "@/ui/changes";
import { SendForm } from "@/ui/SendForm";

/** How many digits a currency has after the point; 2 while its name is being typed. */
function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** The attributes as an object; undefined when the text is none. */
function attributesIn(text: string): ItemInput["attributes"] | undefined {
  try {
    const value: unknown = JSON.parse(text || "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ItemInput["attributes"]) : undefined;
  } catch {
    return undefined;
  }
}

interface Draft {
  key: string;
  name: string;
  product_id: string;
  categories: string[];
  currency: string;
  /** In whole units, as people say it; empty for none. */
  price: number | string;
  attributes: string;
}

const NEW: Draft = { key: "", name: "", product_id: "", categories: [], currency: "", price: "", attributes: "" };

const draftOf = (item: Item): Draft => ({
  key: item.key,
  name: item.name,
  product_id: item.product_id ?? "",
  categories: item.categories,
  currency: item.currency ?? "",
  price: item.price === null ? "" : item.price / 10 ** digitsOf(item.currency ?? ""),
  attributes: Object.keys(item.attributes).length > 0 ? JSON.stringify(item.attributes, null, 2) : "",
});

const inputOf = (draft: Draft, attributes: ItemInput["attributes"]): ItemInput => ({
  key: draft.key,
  name: draft.name,
  categories: draft.categories,
  product_id: draft.product_id || null,
  currency: draft.currency || null,
  price: typeof draft.price === "number" ? Math.round(draft.price * 10 ** digitsOf(draft.currency)) : null,
  attributes,
});

export function ItemForm({ catalog, item, onClose }: { catalog: string; item: Item | undefined; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => (item ? draftOf(item) : NEW));
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }));
  const attributes = attributesIn(draft.attributes);
  const at = (field: string) => `items/0/${field}`;
  return (
    <SendForm
      fields={["key", "name", "product_id", "categories", "currency", "price", "attributes"].map(at)}
      submit={t(item ? "save" : "add")}
      onCancel={onClose}
      why={attributes === undefined && t("catalogs.notJson")}
      send={() => putItem(catalog, inputOf(draft, attributes ?? {}))}
      done={() => {
        tell(t(item ? "changed" : "added", { name: draft.name || draft.key }));
        void client.invalidateQueries({ queryKey: catalogsQuery.queryKey });
        onClose();
      }}
    >
      {(fault) => (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <TextInput label={t("catalogs.key")} required data-autofocus disabled={item !== undefined} value={draft.key} error={fault(at("key"))} onChange={(event) => set({ key: event.currentTarget.value })} />
            <TextInput label={t("name")} value={draft.name} error={fault(at("name"))} onChange={(event) => set({ name: event.currentTarget.value })} />
            <NumberInput label={t("catalogs.price")} min={0} decimalScale={digitsOf(draft.currency)} value={draft.price} error={fault(at("price"))} onChange={(price) => set({ price })} />
            <TextInput label={t("catalogs.currency")} placeholder="PLN" maxLength={3} required={draft.price !== ""} value={draft.currency} error={fault(at("currency"))} onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })} />
          </SimpleGrid>
          <TagsInput label={t("catalogs.categories")} value={draft.categories} error={fault(at("categories"))} onChange={(categories) => set({ categories })} />
          <TextInput label={t("catalogs.product")} description={t("catalogs.productHelp")} value={draft.product_id} error={fault(at("product_id"))} onChange={(event) => set({ product_id: event.currentTarget.value })} />
          <Textarea label={t("catalogs.attributes")} description={t("catalogs.attributesHelp")} autosize minRows={3} maxRows={10} className="lg-mono" placeholder='{"colour": "red"}' value={draft.attributes} error={attributes === undefined ? t("catalogs.notJson") : fault(at("attributes"))} onChange={(event) => set({ attributes: event.currentTarget.value })} />
        </>
      )}
    </SendForm>
  );
}
