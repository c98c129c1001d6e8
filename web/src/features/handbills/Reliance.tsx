import { Card, Group, List, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import type { Results } from "@/features/handbills/handbills";
import { count, locale, moment, percent } from "@/ui/format";

const UNEVEN = 0.001;

/** Why the numbers may be relied on, or not: arms as large as their shares, history, what was left out. */
export function Reliance({ results }: { results: Results }) {
  const { t } = useTranslation("handbills");
  const { time_zone: zone } = useSession().workspace;
  const p = results.sample_ratio_p_value;
  const said = p === null ? "" : new Intl.NumberFormat(locale(), { maximumSignificantDigits: 2 }).format(p);
  const lines: [string, "good" | "bad" | "plain", ReactNode][] = [
    ["ratio", p === null ? "plain" : p < UNEVEN ? "bad" : "good", t(p === null ? "results.ratio.none" : p < UNEVEN ? "results.ratio.bad" : "results.ratio.good", { p: said })],
    ["history", "plain", results.variance_removed === null ? t("results.noHistory", { count: results.history_days }) : t("results.history", { count: results.history_days, share: percent(results.variance_removed, 0) })],
    ["until", "plain", t("results.until", { at: moment(results.until, zone) })],
  ];
  if (results.planned_end !== null) lines.push(["end", "plain", t("results.end", { at: moment(results.planned_end, zone) })]);
  if (results.other_currency_orders > 0) lines.push(["currency", "bad", t("results.otherCurrency", { count: results.other_currency_orders, number: count(results.other_currency_orders), currency: results.currency })]);
  return (
    <Card component="section" aria-label={t("results.reliance")}>
      <Stack gap="sm">
        <Title order={2} fz="md">
          {t("results.reliance")}
        </Title>
        <List listStyleType="none" spacing="xs">
          {lines.map(([name, tone, text]) => (
            <List.Item key={name}>
              <Group gap="sm" wrap="nowrap" align="flex-start">
                <ThemeIcon size={22} radius="xl" variant="light" color={tone === "good" ? "teal" : tone === "bad" ? "orange" : "gray"}>
                  {tone === "good" ? <IconCheck size={14} aria-hidden /> : tone === "bad" ? <IconAlertTriangle size={14} aria-hidden /> : <IconInfoCircle size={14} aria-hidden />}
                </ThemeIcon>
                <Text fz="sm">{text}</Text>
              </Group>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Card>
  );
}
