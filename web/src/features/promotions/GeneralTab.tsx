import { Select, SimpleGrid, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { campaignsQuery, promotionTagsQuery } from "@/features/promotions/promotions";
import { Section } from "@/features/promotions/Section";
import type { TabProps } from "@/features/promotions/tab";
import { within } from "@/forms/faults";
import { ObjectFields } from "@/forms/ObjectFields";

/** What it is called, where it belongs, and what customers see of it. */
export function GeneralTab({ catalog, editing, faults, readOnly }: TabProps) {
  const { t } = useTranslation("promotions");
  const { edited, change, set, fault } = editing;
  const { data: campaigns } = useQuery(campaignsQuery);
  const { data: tags } = useQuery(promotionTagsQuery);
  const display = catalog.definitions.Display;
  return (
    <Stack gap="md">
      <Section title={t("general.title")}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t("fields.name")} description={t("fields.nameHelp")} withAsterisk readOnly={readOnly} maxLength={200} value={edited.name} error={fault("name")} onChange={(event) => change({ name: event.currentTarget.value })} />
          <TextInput label={t("fields.code")} description={t("fields.codeHelp")} withAsterisk readOnly={readOnly} maxLength={255} value={edited.code} error={fault("code")} onChange={(event) => change({ code: event.currentTarget.value })} />
          <Select
            label={t("fields.campaign")}
            description={t("fields.campaignHelp")}
            readOnly={readOnly}
            clearable
            clearButtonProps={{ "aria-label": t("noCampaign") }}
            searchable
            placeholder={t("noCampaign")}
            data={[...(campaigns ?? []).map(({ id, name }) => ({ value: id, label: name })), ...(edited.campaign_id && !campaigns?.some(({ id }) => id === edited.campaign_id) ? [{ value: edited.campaign_id, label: "…" }] : [])]}
            value={edited.campaign_id}
            error={fault("campaign_id")}
            onChange={(campaign) => change({ campaign_id: campaign })}
          />
          <TagsInput label={t("fields.tags")} description={t("fields.tagsHelp")} readOnly={readOnly} data={(tags ?? []).map(({ name }) => name)} value={edited.tags} error={fault("tags")} onChange={(next) => change({ tags: next })} />
        </SimpleGrid>
        <Textarea label={t("fields.note")} description={t("fields.noteHelp")} readOnly={readOnly} autosize minRows={2} maxRows={8} value={edited.note} error={fault("note")} onChange={(event) => change({ note: event.currentTarget.value })} />
      </Section>
      {display && (
        <Section title={t("display.title")} text={t("display.text")}>
          <ObjectFields schema={display} definitions={catalog.definitions} value={edited.definition.display} onChange={(value) => set("display", value)} faults={within(faults, "display")} readOnly={readOnly} />
        </Section>
      )}
    </Stack>
  );
}
