import { api, dataOf } from "@/api/client";
import { everyItem, MOST } from "@/api/lists";
import type { Shape } from "@/forms/shape";
import type { WidgetProps } from "@/forms/widget";
import type { WidgetEntry } from "@/forms/widgets";
import { PickerWidget, type Source } from "@/forms/widgets/PickerWidget";

const LISTS = {
  pools: (cursor?: string) => dataOf(api.GET("/v1/pools", { params: { query: { limit: MOST, cursor } } })),
  audiences: (cursor?: string) => dataOf(api.GET("/v1/audiences", { params: { query: { limit: MOST, cursor } } })),
  templates: (cursor?: string) => dataOf(api.GET("/v1/message-templates", { params: { query: { limit: MOST, cursor } } })),
  keys: (cursor?: string) => dataOf(api.GET("/v1/keys", { params: { query: { limit: MOST, cursor } } })),
  members: (cursor?: string) => dataOf(api.GET("/v1/members", { params: { query: { limit: MOST, cursor } } })),
  connections: (cursor?: string) => dataOf(api.GET("/v1/connections", { params: { query: { limit: MOST, cursor } } })),
  recipients: (cursor?: string) => dataOf(api.GET("/v1/recipient-lists", { params: { query: { limit: MOST, cursor } } })),
};

/** All things of a kind that one picks from. */
function whole(key: keyof typeof LISTS): Source {
  return { key, find: async () => (await everyItem<{ id: string; name: string }>(LISTS[key])).map(({ id, name }) => ({ id, name })) };
}

const promotions: Source = {
  key: "promotions",
  searches: true,
  find: async (search) => (await dataOf(api.GET("/v1/promotions", { params: { query: { limit: 50, search: search || undefined } } }))).items,
};

function entry(fits: (shape: Shape, name: string, owner: string) => boolean, source: Source): WidgetEntry {
  function Picker(props: WidgetProps) {
    return <PickerWidget {...props} source={source} />;
  }
  return { fits, Widget: Picker };
}

const called = (...names: string[]) => (shape: Shape, name: string) => ["text", "texts"].includes(shape.kind) && names.includes(name);
const idsOf = (owner: string) => (_: Shape, name: string, of: string) => name === "ids" && of === owner;

/** Settings that name a thing of the workspace: which, and where its names are found. */
export const PICKERS: readonly WidgetEntry[] = [
  entry(called("pool_id", "pool_ids"), whole("pools")),
  entry(called("promotion_id", "promotion_ids"), promotions),
  entry(called("audience_id"), whole("audiences")),
  entry(called("template_id"), whole("templates")),
  entry(called("connection_id", "connection"), whole("connections")),
  entry(called("list_ids"), whole("recipients")),
  entry(idsOf("api_keys"), whole("keys")),
  entry(idsOf("members"), whole("members")),
];
