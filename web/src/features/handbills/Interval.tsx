import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { percent } from "@/ui/format";

import "./results.css";

export type Estimate = Schemas["EstimateView"];

/** Where an effect lies: a range around a value, left or right of nothing. */
export function Interval({ estimate, most }: { estimate: Estimate; most: number }) {
  const { t } = useTranslation("handbills");
  const at = (value: number) => `${String(50 + 50 * Math.max(-1, Math.min(1, value / (most || 1))))}%`;
  const { low, high, value } = estimate;
  const sure = low !== null && low > 0 ? "better" : high !== null && high < 0 ? "worse" : "open";
  const said = low === null || high === null ? t("results.noInterval") : t("results.interval", { low: signed(low), high: signed(high) });
  return (
    <div className="lg-interval" role="img" aria-label={`${signed(value)}, ${said}`}>
      <span className="lg-interval-zero" />
      {low !== null && high !== null && <span className="lg-interval-range" data-sure={sure} style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />}
      <span className="lg-interval-value" style={{ left: at(value) }} />
    </div>
  );
}

/** A part as "+8.9 %". */
export function signed(share: number): string {
  return `${share > 0 ? "+" : ""}${percent(share)}`;
}

/** The largest of all bounds, for one scale of all lines. */
export function scaleOf(estimates: (Estimate | null | undefined)[]): number {
  const bounds = estimates.flatMap((estimate) => (estimate ? [estimate.low, estimate.high, estimate.value] : []));
  return Math.min(2, Math.max(0.02, ...bounds.map((bound) => Math.abs(bound ?? 0))));
}
