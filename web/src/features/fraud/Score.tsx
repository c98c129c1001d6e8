import { Badge, Group, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconFlag, IconUrgent } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { type Level, levelOf } from "@/features/fraud/fraud";
import { count } from "@/ui/format";

const LOOKS: Record<Level, { color: string; icon: typeof IconFlag; variant: string }> = {
  high: { color: "red", icon: IconUrgent, variant: "filled" },
  medium: { color: "orange", icon: IconAlertTriangle, variant: "light" },
  low: { color: "gray", icon: IconFlag, variant: "light" },
};

/** A score as a number, a bar where there is room for it, and a word with its sign. */
export function Score({ score, bar = true }: { score: number; bar?: boolean }) {
  return (
    <Group gap="xs" wrap="nowrap" className="lg-score">
      <Text fz="sm" fw={700} w={28} ta="right" className="lg-tabular">
        {count(score)}
      </Text>
      {bar && <Progress value={score} w={64} size={7} color={LOOKS[levelOf(score)].color} aria-hidden visibleFrom="xs" />}
      <LevelBadge score={score} />
    </Group>
  );
}

/** How bad it is, in a word, a colour and a sign. */
export function LevelBadge({ score, withScore = false }: { score: number; withScore?: boolean }) {
  const { t } = useTranslation("fraud");
  const level = levelOf(score);
  const { color, icon: Icon, variant } = LOOKS[level];
  return (
    <Badge className="lg-status" color={color} variant={variant} tt="none" fw={650} leftSection={<Icon size={12} aria-hidden />}>
      {withScore ? t("scored", { score: count(score), level: t(`levels.${level}`) }) : t(`levels.${level}`)}
    </Badge>
  );
}
