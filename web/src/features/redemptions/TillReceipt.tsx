import { Button, Card, CopyButton, Divider, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowRight, IconCircleCheck, IconCopy, IconPrinter } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { usePromotionNames } from "@/api/names";
import { givesOf } from "@/features/redemptions/CandidateCard";
import type { Redemption } from "@/features/redemptions/redemptions";
import { useZone } from "@/forms/settings";
import { moment, money } from "@/ui/format";

/** What was redeemed, with the number by which it is found again. */
export function TillReceipt({ redemption, onNext }: { redemption: Redemption; onNext: () => void }) {
  const { t } = useTranslation("redemptions");
  const zone = useZone();
  const nameOf = usePromotionNames(redemption.promotions.map((given) => given.promotion_id));
  const { currency } = redemption;
  return (
    <Card className="lg-receipt">
      <Group wrap="nowrap" gap="md" align="flex-start">
        <Text span c="teal" lh={1}>
          <IconCircleCheck size={44} aria-hidden />
        </Text>
        <div>
          <Title order={2} fz={28} lh={1.2}>
            {t("receipt.title")}
          </Title>
          <Text fz="lg">{redemption.discount > 0 ? t("till.off", { amount: money(redemption.discount, currency) }) : t("till.gets")}</Text>
        </div>
      </Group>
      <Divider my="md" />
      <Stack gap="xs">
        {redemption.promotions.map((given) => (
          <Group key={given.promotion_id + (given.code ?? "")} justify="space-between" wrap="nowrap" gap="sm">
            <Text className="lg-words">{[nameOf(given.promotion_id), given.code].filter(Boolean).join(" · ")}</Text>
            <Text fw={650} ta="right">
              {givesOf(given as never, currency).join(" · ")}
            </Text>
          </Group>
        ))}
      </Stack>
      <Divider my="md" />
      <Text fz="sm" c="dimmed">
        {t("receipt.number")}
      </Text>
      <Group gap="xs">
        <Text className="lg-mono lg-words">{redemption.id}</Text>
        <CopyButton value={redemption.id}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="subtle" leftSection={<IconCopy size={14} />} onClick={copy}>
              {t(copied ? "receipt.copied" : "receipt.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text fz="sm" c="dimmed">
        {moment(redemption.created_at, zone)}
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" component={Link} to={`/redemptions/${redemption.id}`}>
          {t("receipt.open")}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={17} />} onClick={() => window.print()}>
          {t("receipt.print")}
        </Button>
        <Button size="lg" autoFocus rightSection={<IconArrowRight size={18} />} onClick={onNext}>
          {t("receipt.next")}
        </Button>
      </Group>
    </Card>
  );
}
