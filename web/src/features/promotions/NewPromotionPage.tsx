import { Card, Group, Radio, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { BEGINNINGS } from "@/features/promotions/beginnings";
import { campaignsQuery, createPromotion } from "@/features/promotions/promotions";
import { Page } from "@/ui/Page";
import { SendForm } from "@/ui/SendForm";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { campaign: "" };

/** A new promotion: its name, and what it is like; all else is edited afterwards. */
export default function NewPromotionPage() {
  const { t } = useTranslation("promotions");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [view, change] = useUrlState(DEFAULTS);
  const { data: campaigns } = useQuery(campaignsQuery);
  const may = useMay("PROMOTIONS_PROMOTION_CREATE");
  const [name, setName] = useState("");
  const [code, setCode] = useState("");
  const [kind, setKind] = useState(BEGINNINGS[0]?.name ?? "");
  const definition = BEGINNINGS.find((each) => each.name === kind)?.definition ?? {};
  const body = { name, code: code || undefined, campaign_id: view.campaign || null, definition };
  return (
    <Page title={t("create.title")} lead={t("create.lead")} trail={[{ to: "/promotions", label: t("title") }]} call={{ method: "POST", path: "/v1/promotions", operation: "createPromotion", tag: "promotions", body }}>
      <Card maw={860}>
        <SendForm
          send={() => createPromotion(body)}
          done={(made) => {
            void client.invalidateQueries({ queryKey: ["promotions"] });
            void navigate({ to: `/promotions/${made.id}`, search: { tab: "rewards" } as never });
          }}
          submit={t("create.submit")}
          fields={["name", "code", "campaign_id"]}
          why={may ? !name.trim() && t("create.whyName") : t("mayNot", { permission: "PROMOTIONS_PROMOTION_CREATE" })}
        >
          {(fault) => (
            <Stack gap="md">
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <TextInput data-autofocus autoFocus label={t("fields.name")} description={t("fields.nameHelp")} withAsterisk value={name} error={fault("name")} onChange={(event) => setName(event.currentTarget.value)} />
                <TextInput label={t("fields.code")} description={t("fields.codeHelp")} value={code} error={fault("code")} placeholder={t("fields.codeMade")} onChange={(event) => setCode(event.currentTarget.value)} />
                <Select label={t("fields.campaign")} description={t("fields.campaignHelp")} clearable clearButtonProps={{ "aria-label": t("noCampaign") }} searchable placeholder={t("noCampaign")} data={(campaigns ?? []).map((campaign) => ({ value: campaign.id, label: campaign.name }))} value={view.campaign || null} error={fault("campaign_id")} onChange={(campaign) => change({ campaign: campaign ?? "" })} />
              </SimpleGrid>
              <Radio.Group label={t("create.begin")} description={t("create.beginHelp")} value={kind} onChange={setKind}>
                <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} mt="xs" spacing="xs">
                  {BEGINNINGS.map((each) => (
                    <Radio.Card key={each.name} value={each.name} p="sm">
                      <Group gap="sm" wrap="nowrap" align="flex-start">
                        <Radio.Indicator />
                        <div>
                          <Text fz="sm" fw={650}>{t(`beginnings.${each.name}.title`)}</Text>
                          <Text fz="xs" c="dimmed">{t(`beginnings.${each.name}.text`)}</Text>
                        </div>
                      </Group>
                    </Radio.Card>
                  ))}
                </SimpleGrid>
              </Radio.Group>
            </Stack>
          )}
        </SendForm>
      </Card>
    </Page>
  );
}
