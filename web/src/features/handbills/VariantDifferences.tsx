import { Paper, Select, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { BoostFields } from "@/features/handbills/BoostFields";
import { type Definition, type Objective, OBJECTIVES, type Variant } from "@/features/handbills/handbills";
import { SlotsEditor } from "@/features/handbills/SlotsEditor";

interface VariantDifferencesProps {
  variant: Variant;
  definition: Definition;
  put: (variant: Variant) => void;
  readOnly: boolean;
}

/** What is different for the customers of one variant. */
export function VariantDifferences({ variant, definition, put, readOnly }: VariantDifferencesProps) {
  const { t } = useTranslation("handbills");
  return (
    <Paper withBorder p="sm">
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          {t("variants.differencesHelp")}
        </Text>
        <Select
          label={t("objective.title")}
          placeholder={t("variants.asHandbill")}
          clearable={!readOnly}
          clearButtonProps={{ "aria-label": t("variants.asHandbill") }}
          readOnly={readOnly}
          maw={360}
          value={variant.objective ?? null}
          onChange={(objective) => put({ ...variant, objective: objective as Objective | null })}
          data={OBJECTIVES.map((value) => ({ value, label: t(`objective.${value}`) }))}
        />
        <Switch
          label={t("variants.ownSlots")}
          checked={variant.slots != null}
          disabled={readOnly}
          onChange={(event) => put({ ...variant, slots: event.currentTarget.checked ? definition.slots : null })}
        />
        {variant.slots && <SlotsEditor slots={variant.slots} onChange={(slots) => put({ ...variant, slots })} readOnly={readOnly} />}
        <Switch
          label={t("variants.ownBoost")}
          checked={variant.boost != null}
          disabled={readOnly}
          onChange={(event) => put({ ...variant, boost: event.currentTarget.checked ? (definition.boost ?? { tags: {}, categories: {}, margin: 0, price: 0, newness: 0, most: 4 }) : null })}
        />
        {variant.boost && <BoostFields boost={variant.boost} onChange={(boost) => put({ ...variant, boost })} readOnly={readOnly} />}
      </Stack>
    </Paper>
  );
}
