import { Group, MultiSelect, NumberInput, Select, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { usePromotionNames } from "@/api/names";
import { campaignsQuery, type Filter, rewardsQuery, tagsQuery } from "@/features/handbills/handbills";
import { readValue, showValue } from "@/features/handbills/paramValues";

interface FieldsProps<Type extends Filter["type"] = Filter["type"]> {
  node: Extract<Filter, { type: Type }>;
  onChange: (node: Filter) => void;
}

/** The fields of one filter. */
export function FilterFields({ node, onChange }: { node: Filter; onChange: (node: Filter) => void }) {
  const { t } = useTranslation("handbills");
  switch (node.type) {
    case "tags":
      return <Tags node={node} onChange={onChange} />;
    case "promotions":
      return <Promotions node={node} onChange={onChange} />;
    case "discount":
      return <Discount node={node} onChange={onChange} />;
    case "campaign":
      return <Campaigns node={node} onChange={onChange} />;
    case "name":
      return (
        <Line title={t("filters.name")}>
          <TextInput aria-label={t("filters.contains")} placeholder={t("filters.contains")} className="lg-grow" value={node.contains} onChange={(event) => onChange({ ...node, contains: event.currentTarget.value })} error={node.contains === "" && t("missing")} />
        </Line>
      );
    case "category":
      return (
        <Line title={t("filters.category")}>
          <TagsInput aria-label={t("filters.categories")} placeholder={node.categories.length ? "" : t("filters.categories")} className="lg-grow" value={node.categories} onChange={(categories) => onChange({ ...node, categories })} error={node.categories.length === 0 && t("missing")} />
        </Line>
      );
    case "param":
      return (
        <Line title={t("filters.param")}>
          <TextInput aria-label={t("filters.paramName")} placeholder={t("filters.paramName")} w={{ base: "100%", xs: 180 }} value={node.name} onChange={(event) => onChange({ ...node, name: event.currentTarget.value })} error={node.name === "" && t("missing")} />
          <TagsInput
            aria-label={t("filters.values")}
            placeholder={node.any_of.length ? "" : t("filters.values")}
            className="lg-grow"
            value={node.any_of.map(showValue)}
            onChange={(values) => onChange({ ...node, any_of: values.map(readValue) })}
            error={node.any_of.length === 0 && t("missing")}
          />
        </Line>
      );
    default:
      return null;
  }
}

function Line({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Group gap="xs">
      <Text fz="sm" fw={600}>
        {title}
      </Text>
      {children}
    </Group>
  );
}

function Tags({ node, onChange }: FieldsProps<"tags">) {
  const { t } = useTranslation("handbills");
  const { data } = useQuery(tagsQuery);
  return (
    <Line title={t("filters.tags")}>
      <Select
        aria-label={t("filters.match")}
        w={{ base: "100%", xs: 140 }}
        allowDeselect={false}
        value={node.match}
        onChange={(match) => match && onChange({ ...node, match: match as "any" | "all" })}
        data={(["any", "all"] as const).map((value) => ({ value, label: t(`filters.matches.${value}`) }))}
      />
      <TagsInput aria-label={t("filters.tags")} placeholder={node.tags.length ? "" : "MOBILE"} className="lg-grow" data={data?.map((tag) => tag.name) ?? []} value={node.tags} onChange={(tags) => onChange({ ...node, tags })} error={node.tags.length === 0 && t("missing")} />
    </Line>
  );
}

function Promotions({ node, onChange }: FieldsProps<"promotions">) {
  const { t } = useTranslation("handbills");
  const ids = node.ids ?? [];
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed.trim(), 250);
  const nameOf = usePromotionNames(ids);
  const { data } = useQuery({
    queryKey: ["promotions", "search", words],
    queryFn: () => dataOf(api.GET("/v1/promotions", { params: { query: { limit: 20, search: words || undefined } } })),
    placeholderData: keepPreviousData,
  });
  const found = (data?.items ?? []).filter((promotion) => !ids.includes(promotion.id)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Stack gap="xs">
      <MultiSelect
        label={t("filters.promotions")}
        searchable
        placeholder={ids.length ? "" : t("filters.findPromotion")}
        filter={({ options }) => options}
        onSearchChange={setTyped}
        data={[...ids.map((id) => ({ value: id, label: nameOf(id) })), ...found]}
        value={ids}
        onChange={(next) => onChange({ ...node, ids: next })}
        error={ids.length === 0 && !node.codes?.length && t("missing")}
      />
      <TagsInput label={t("filters.codes")} value={node.codes ?? []} onChange={(codes) => onChange({ ...node, codes })} />
    </Stack>
  );
}

function Discount({ node, onChange }: FieldsProps<"discount">) {
  const { t } = useTranslation("handbills");
  const { data } = useQuery(rewardsQuery);
  const rewards = data?.families.rewards ?? [];
  return (
    <Stack gap="xs">
      <MultiSelect
        label={t("filters.rewards")}
        placeholder={node.rewards?.length ? "" : t("filters.anyReward")}
        searchable
        data={rewards.map(({ type, title }) => ({ value: type, label: title }))}
        value={node.rewards ?? []}
        onChange={(next) => onChange({ ...node, rewards: next })}
      />
      <NumberInput
        label={t("filters.atLeast")}
        description={t("filters.atLeastHelp")}
        maw={320}
        min={0}
        decimalScale={2}
        value={(node.at_least ?? 0) / 100}
        onChange={(value) => typeof value === "number" && onChange({ ...node, at_least: Math.round(value * 100) })}
      />
    </Stack>
  );
}

function Campaigns({ node, onChange }: FieldsProps<"campaign">) {
  const { t } = useTranslation("handbills");
  const { data } = useQuery(campaignsQuery);
  const known = new Set(data?.map((campaign) => campaign.id));
  return (
    <MultiSelect
      label={t("filters.campaign")}
      searchable
      data={[...(data ?? []).map(({ id, name }) => ({ value: id, label: name })), ...node.campaign_ids.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id.slice(0, 8) }))]}
      value={node.campaign_ids}
      onChange={(next) => onChange({ ...node, campaign_ids: next })}
      error={node.campaign_ids.length === 0 && t("missing")}
    />
  );
}
