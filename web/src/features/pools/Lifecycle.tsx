import { Card, ColorSwatch, Group, RingProgress, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Pool } from "@/features/pools/pools";
import { count, percent } from "@/ui/format";

const PARTS = [
  { name: "remaining", color: "var(--lg-ring-remaining)" },
  { name: "assigned", color: "var(--lg-ring-assigned)" },
  { name: "redeemed", color: "var(--lg-ring-redeemed)" },
  { name: "cancelled", color: "var(--lg-ring-cancelled)" },
  { name: "expired", color: "var(--lg-ring-expired)" },
] as const;

/** Where the codes of a pool are in their lives. */
export function Lifecycle({ pool }: { pool: Pool }) {
  const { t } = useTranslation("pools");
  const share = (part: number) => (pool.total ? part / pool.total : 0);
  const sections = PARTS.map(({ name, color }) => ({ value: share(pool[name]) * 100, color })).filter(({ value }) => value > 0);
  return (
    <Card>
      <Title order={2} fz="md">
        {t("lifecycle.title")}
      </Title>
      <Group justify="center" gap="xl" my="auto" py="md">
        <RingProgress
          aria-hidden
          size={168}
          thickness={20}
          sections={sections}
          label={
            <Stack gap={0} align="center">
              <Text fw={750} fz={22} lh={1.1}>
                {percent(share(pool.remaining))}
              </Text>
              <Text fz="xs" c="dimmed">
                {t("lifecycle.left")}
              </Text>
            </Stack>
          }
        />
        <Stack gap={6} component="dl" m={0} miw={190}>
          {PARTS.map(({ name, color }) => (
            <Group key={name} gap="xs" wrap="nowrap">
              <ColorSwatch color={color} size={12} withShadow={false} aria-hidden />
              <Text component="dt" fz="sm" className="lg-grow">
                {t(`lifecycle.${name}`)}
              </Text>
              <Text component="dd" m={0} fz="sm" fw={650} className="lg-tabular">
                {count(pool[name])}
              </Text>
              <Text component="dd" m={0} fz="xs" c="dimmed" w={48} ta="right" className="lg-tabular">
                {percent(share(pool[name]))}
              </Text>
            </Group>
          ))}
        </Stack>
      </Group>
    </Card>
  );
}
