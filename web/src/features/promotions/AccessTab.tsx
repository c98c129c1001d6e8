import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { Section } from "@/features/promotions/Section";
import { Setting } from "@/features/promotions/Setting";
import type { TabProps } from "@/features/promotions/tab";
import { isObject } from "@/forms/values";

/** How customers come to it: by itself, by a code for all, by codes of a pool; and whether they take it first. */
export function AccessTab(props: TabProps) {
  const { t } = useTranslation("promotions");
  const { access } = props.editing.edited.definition;
  const pool = isObject(access) && typeof access.pool_id === "string" ? access.pool_id : undefined;
  return (
    <Stack gap="md">
      <Section title={t("codes.title")} text={t("codes.text")}>
        <Setting name="access" {...props} />
        <Text fz="sm">
          {pool ? (
            <Anchor component={Link} to={`/pools/${pool}`} fz="sm">{t("codes.toPool")}</Anchor>
          ) : (
            <Anchor component={Link} to="/pools" fz="sm">{t("codes.toPools")}</Anchor>
          )}
        </Text>
      </Section>
      <Section title={t("activation.title")} text={t("activation.text")}>
        <Setting name="activation" {...props} />
      </Section>
    </Stack>
  );
}
