import { Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { RedemptionReport } from "@/features/reports/reports";
import { count, percent } from "@/ui/format";
import { saidReason } from "@/ui/reasons";

const SHOWN = 6;

/** Why attempts were refused, the most frequent first. */
export function Reasons({ reasons }: { reasons: RedemptionReport["reasons"] }) {
  const { t } = useTranslation("reports");
  const all = reasons.reduce((sum, one) => sum + one.attempts, 0);
  return (
    <Card component="section" aria-labelledby="reasons">
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="md" id="reasons">
          {t("reasons.title")}
        </Title>
        <Text component={Link} to="/redemptions" search={{ tab: "rejections" } as never} fz="sm" c="var(--mantine-color-anchor)">
          {t("reasons.all")}
        </Text>
      </Group>
      <Stack gap={8}>
        {reasons.slice(0, SHOWN).map(({ reason, attempts }) => (
          <div key={reason}>
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <Text fz="sm" className="lg-words">
                {saidReason(reason)}
              </Text>
              <Text fz="sm" className="lg-nowrap lg-tabular">
                {count(attempts)} · {percent(attempts / all)}
              </Text>
            </Group>
            <Progress value={(100 * attempts) / all} size={6} color="red" aria-label={saidReason(reason)} />
          </div>
        ))}
      </Stack>
    </Card>
  );
}
