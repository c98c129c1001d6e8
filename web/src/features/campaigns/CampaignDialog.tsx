import { Modal, Stack, TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Campaign, type CampaignDraft, changeCampaign, createCampaign, draftOf } from "@/features/campaigns/campaigns";
import { catalogQuery } from "@/forms/catalog";
import { same } from "@/forms/values";
import { VariantList } from "@/forms/VariantList";
import { tell } from "@/ui/changes";
import { MomentInput } from "@/ui/MomentInput";
import { SendForm } from "@/ui/SendForm";

/** A campaign: what it is called, from when to when, and what all its promotions together may not exceed. */
export function CampaignDialog({ campaign, onClose }: { campaign: Campaign | undefined; onClose: () => void }) {
  const { t } = useTranslation(["campaigns", "promotions"]);
  const client = useQueryClient();
  const { data: catalog } = useQuery(catalogQuery);
  const before = draftOf(campaign);
  const [draft, setDraft] = useState(before);
  const set = (patch: Partial<CampaignDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const names = Object.keys(draft) as (keyof CampaignDraft)[];
  const patch = Object.fromEntries(names.filter((name) => !same(before[name], draft[name])).map((name) => [name, draft[name]]));
  return (
    <Modal opened onClose={onClose} title={campaign ? t("editing", { name: campaign.name }) : t("new")} size="lg">
      <SendForm
        send={() => (campaign ? changeCampaign(campaign.id, patch) : createCampaign(draft))}
        done={(made) => {
          tell(t(campaign ? "told.saved" : "told.created", { name: made.name }));
          void client.invalidateQueries({ queryKey: ["campaigns"] });
          onClose();
        }}
        submit={t(campaign ? "save" : "create")}
        fields={["name", "description", "tags", "starts_at", "ends_at", "limits"]}
        onCancel={onClose}
        why={!draft.name.trim() && t("whyName")}
      >
        {(fault) => (
          <Stack gap="sm">
            <TextInput data-autofocus label={t("fields.name")} withAsterisk maxLength={200} value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
            <Textarea label={t("fields.description")} autosize minRows={2} maxRows={6} value={draft.description} error={fault("description")} onChange={(event) => set({ description: event.currentTarget.value })} />
            <div className="lg-fields">
              <MomentInput label={t("fields.from")} description={t("fields.fromHelp")} value={draft.starts_at} error={fault("starts_at")} onChange={(starts_at) => set({ starts_at })} />
              <MomentInput label={t("fields.to")} description={t("fields.toHelp")} value={draft.ends_at} error={fault("ends_at")} onChange={(ends_at) => set({ ends_at })} />
            </div>
            <TagsInput label={t("fields.tags")} value={draft.tags} error={fault("tags")} onChange={(tags) => set({ tags })} />
            <div>
              <Text fz="sm" fw={500}>{t("fields.limits")}</Text>
              <Text fz="xs" c="dimmed" mb={6}>{t("fields.limitsHelp")}</Text>
              {catalog && (
                <VariantList variants={catalog.families.limits ?? []} definitions={catalog.definitions} value={draft.limits} onChange={(limits) => set({ limits })} faults={fault("limits") ? [{ pointer: "", message: fault("limits") ?? "" }] : []} add={t("promotions:limits.add")} none={t("promotions:limits.none")} />
              )}
            </div>
          </Stack>
        )}
      </SendForm>
    </Modal>
  );
}
