import { Group, SegmentedControl, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";

const SPANS = [24, 168, 720];

/** Of which version and how long back the counts on the nodes are, and their sums. */
export function CountsPanel({ counts, hours, choose }: { counts: Schemas["VersionCounts"] | undefined; hours: number; choose: (hours: number) => void }) {
  const { t } = useTranslation("workflows");
  if (!counts) return null;
  return (
    <Group gap="sm">
      <Text fz="sm" aria-live="polite">
        {t("counts.of", { version: counts.version })} · {t("counts.started", { count: counts.started })} · {t("counts.ended", { count: counts.ended })}
        {counts.dead > 0 && (
          <Text span c="var(--mantine-color-error)" fw={650}>
            {" "}
            · {t("counts.dead", { count: counts.dead })}
          </Text>
        )}
      </Text>
      <SegmentedControl size="xs" aria-label={t("counts.span")} value={String(hours)} onChange={(value) => choose(Number(value))} data={SPANS.map((span) => ({ value: String(span), label: t(`spans.${String(span)}`) }))} />
    </Group>
  );
}
