import { Alert, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconHourglass, IconTrendingDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Arm, Results } from "@/features/handbills/handbills";
import { type Estimate, signed } from "@/features/handbills/Interval";
import { money } from "@/ui/format";

const LOOKS = {
  better: { color: "teal", icon: IconCircleCheck },
  worse: { color: "red", icon: IconTrendingDown },
  undecided: { color: "indigo", icon: IconHourglass },
  blocked: { color: "orange", icon: IconAlertTriangle },
};

/** What the numbers say, in plain words, and whether one may rely on it. */
export function Verdict({ results }: { results: Results }) {
  const { t } = useTranslation("handbills");
  if (results.since === null) {
    return (
      <Alert color="gray" variant="light" icon={<IconHourglass />} title={t("results.notYet")}>
        {t("results.notYetText")}
      </Alert>
    );
  }
  if (results.blocked.length > 0) {
    return (
      <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={t("results.blocked")}>
        <List fz="sm">
          {results.blocked.map((block) => (
            <List.Item key={block.code}>{t(`results.blocks.${block.code}`, { defaultValue: block.detail })}</List.Item>
          ))}
        </List>
      </Alert>
    );
  }
  return results.arms.map((arm) => arm.uplift && <OfArm key={arm.variant ?? ""} arm={arm} results={results} />);
}

function OfArm({ arm, results }: { arm: Arm; results: Results }) {
  const { t } = useTranslation("handbills");
  const uplift = arm.uplift;
  if (!uplift) return null;
  const { color, icon: Icon } = LOOKS[uplift.verdict];
  const relative = (uplift.revenue_adjusted ?? uplift.revenue).relative;
  const against = results.compared_with === "control" ? t("results.theControl") : t("preview.variant", { name: results.compared_with ?? "" });
  const names = { variant: arm.variant ?? "", against };
  return (
    <Alert color={color} variant="light" icon={<Icon />} title={t(`results.verdicts.${uplift.verdict}`, names)}>
      <Text fz="sm">
        {relative && t("results.said", { ...names, value: signed(relative.value) })} {relative && <Between estimate={relative} confidence={results.confidence} />}
      </Text>
      {uplift.verdict === "undecided" ? (
        <Text fz="sm">{results.days_left === null ? t("results.waitOpen") : t("results.wait", { count: results.days_left })}</Text>
      ) : (
        uplift.extra_revenue && <Extra estimate={uplift.extra_revenue} currency={results.currency} />
      )}
    </Alert>
  );
}

function Between({ estimate: { low, high }, confidence }: { estimate: Estimate; confidence: number }) {
  const { t } = useTranslation("handbills");
  if (low === null || high === null) return null;
  return t("results.between", { low: signed(low), high: signed(high), confidence: Math.round(confidence * 100) });
}

function Extra({ estimate, currency }: { estimate: Estimate; currency: string }) {
  const { t } = useTranslation("handbills");
  return <Text fz="sm">{t(estimate.value >= 0 ? "results.extra" : "results.lost", { value: money(Math.abs(Math.round(estimate.value)), currency) })}</Text>;
}
