import { Card, Stack, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Arm, Results } from "@/features/handbills/handbills";
import { type Estimate, Interval, scaleOf, signed } from "@/features/handbills/Interval";
import { locale, money } from "@/ui/format";

const METRICS = ["revenue_adjusted", "revenue", "buyers", "revenue_per_purchase"] as const;

/** What each variant changed, in parts of what the other arm has. */
export function Uplifts({ results }: { results: Results }) {
  const { t } = useTranslation("handbills");
  const arms = results.arms.filter((arm) => arm.uplift !== null);
  if (arms.length === 0) return null;
  const most = scaleOf(arms.flatMap((arm) => METRICS.map((metric) => arm.uplift?.[metric]?.relative)));
  return (
    <Card component="section" aria-label={t("results.changed")}>
      <Stack>
        <div>
          <Title order={2} fz="md">
            {t("results.changed")}
          </Title>
          <Text fz="sm" c="dimmed">
            {t("results.changedLead", { against: results.compared_with === "control" ? t("results.theControl") : t("preview.variant", { name: results.compared_with }), confidence: Math.round(results.confidence * 100) })}
          </Text>
        </div>
        {arms.map((arm) => (
          <OfArm key={arm.variant ?? ""} arm={arm} most={most} currency={results.currency} />
        ))}
      </Stack>
    </Card>
  );
}

function OfArm({ arm, most, currency }: { arm: Arm; most: number; currency: string }) {
  const { t } = useTranslation("handbills");
  const uplift = arm.uplift;
  if (!uplift) return null;
  const number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 });
  const amounts: [string, string, Estimate | null][] = [
    ["extra_revenue", money(Math.round(uplift.extra_revenue?.value ?? 0), currency), uplift.extra_revenue],
    ["revenue_per_discount", number.format(uplift.revenue_per_discount?.value ?? 0), uplift.revenue_per_discount],
  ];
  const range = (name: string, { low, high }: Estimate) => {
    if (low === null || high === null) return t("results.noInterval");
    const say = (value: number) => (name === "extra_revenue" ? money(Math.round(value), currency) : number.format(value));
    return t("results.interval", { low: say(low), high: say(high) });
  };
  return (
    <div>
      <Title order={3} fz="sm" mb={4}>
        {arm.variant}
      </Title>
      <Table.ScrollContainer minWidth={0} type="native" className="lg-scroll" tabIndex={0} role="region" aria-label={t("results.changesOf", { name: arm.variant })}>
        <Table className="lg-table" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("results.metric")}</Table.Th>
              <Table.Th ta="right">{t("results.change")}</Table.Th>
              <Table.Th miw={180}>{t("results.range")}</Table.Th>
              <Table.Th ta="right">{t("results.p")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {METRICS.map((metric) => {
              const found = uplift[metric]?.relative;
              if (!found) return null;
              return (
                <Table.Tr key={metric}>
                  <Table.Td>{t(`results.metrics.${metric}`)}</Table.Td>
                  <Table.Td ta="right" data-label={t("results.change")} fw={650}>
                    {signed(found.value)}
                  </Table.Td>
                  <Table.Td data-label={t("results.range")}>
                    <div>
                      <Interval estimate={found} most={most} />
                      <Text fz="xs" c="dimmed">
                        {found.low === null || found.high === null ? t("results.noInterval") : t("results.interval", { low: signed(found.low), high: signed(found.high) })}
                      </Text>
                    </div>
                  </Table.Td>
                  <Table.Td ta="right" data-label={t("results.p")}>
                    {found.p_value === null ? "–" : number.format(found.p_value)}
                  </Table.Td>
                </Table.Tr>
              );
            })}
            {amounts.map(([name, said, estimate]) =>
              estimate === null ? null : (
                <Table.Tr key={name}>
                  <Table.Td>{t(`results.metrics.${name}`)}</Table.Td>
                  <Table.Td ta="right" data-label={t("results.change")} fw={650}>
                    {said}
                  </Table.Td>
                  <Table.Td data-label={t("results.range")}>
                    <Text fz="xs" c="dimmed">
                      {range(name, estimate)}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right" data-label={t("results.p")}>
                    {estimate.p_value === null ? "–" : number.format(estimate.p_value)}
                  </Table.Td>
                </Table.Tr>
              ),
            )}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
