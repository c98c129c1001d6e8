import { Group, NumberInput, Stack, Switch, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Wizard } from "@/features/imports/useWizard";

const CODES = 1_000;

/** What only imports of this kind ask; nothing for codes. */
export function ExtrasForm({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation("imports");
  const { extras, add } = wizard;
  const { what } = wizard.target;
  if (what === "codes") return null;
  return (
    <Stack gap="xs">
      <Title order={2} fz="md">
        {t("extras.title")}
      </Title>
      {what === "customers" && (
        <Switch
          label={t("extras.clear")}
          description={t("extras.clearHelp")}
          checked={extras.empty === "clear"}
          onChange={(event) => add({ empty: event.currentTarget.checked ? "clear" : undefined })}
        />
      )}
      {what === "events" && (
        <TextInput
          label={t("extras.name")}
          description={t("extras.nameHelp")}
          placeholder="shop.visited"
          maw={360}
          maxLength={32}
          value={extras.name ?? ""}
          onChange={(event) => add({ name: event.currentTarget.value.trim() })}
        />
      )}
      {what === "promotions" && (
        <>
          <Switch
            label={t("extras.createTags")}
            description={t("extras.createTagsHelp")}
            checked={extras.create_tags ?? false}
            onChange={(event) => add({ create_tags: event.currentTarget.checked })}
          />
          <Group gap="sm" align="flex-end">
            <TextInput
              label={t("extras.coupons")}
              description={t("extras.couponsHelp")}
              placeholder="CHECKOUT"
              maw={420}
              maxLength={100}
              value={extras.coupons?.tag ?? ""}
              onChange={(event) => add({ coupons: { tag: event.currentTarget.value.trim(), codes: extras.coupons?.codes ?? CODES } })}
            />
            {extras.coupons?.tag && (
              <NumberInput
                label={t("extras.codes")}
                w={160}
                min={1}
                max={1_000_000}
                allowDecimal={false}
                thousandSeparator=" "
                value={extras.coupons.codes}
                onChange={(codes) => add({ coupons: { tag: extras.coupons?.tag ?? "", codes: Number(codes) || CODES } })}
              />
            )}
          </Group>
        </>
      )}
    </Stack>
  );
}
