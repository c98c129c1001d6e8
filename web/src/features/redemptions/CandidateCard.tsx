import { Anchor, Card, Collapse, Group, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Candidate } from "@/features/redemptions/asking";
import { moneyOff } from "@/ui/format";
import { saidGrant, saidReason, saidValue } from "@/ui/reasons";
import { Status, type Tone } from "@/ui/Status";
import { type Explanation, Verdict } from "@/ui/Verdict";

const TONES: Record<Candidate["outcome"], Tone> = { applicable: "good", skipped: "paused", inapplicable: "bad" };

interface CandidateCardProps {
  candidate: Candidate;
  currency: string;
  /** The promotion because of which it was skipped. */
  beside?: string | undefined;
  opened?: boolean;
}

/** A promotion or code that was looked at: what it gives, or why not, rule by rule. */
export function CandidateCard({ candidate, currency, beside, opened = false }: CandidateCardProps) {
  const { t } = useTranslation("redemptions");
  const [isOpen, open] = useState(opened);
  const { promotion, outcome } = candidate;
  const explanation = candidate.explanation as Explanation | null | undefined;
  const Sign = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Card>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          {promotion ? (
            <Anchor component={Link} to={`/promotions/${promotion.id}`} fz="sm" fw={650} className="lg-words">
              {promotion.name}
            </Anchor>
          ) : (
            <Text fz="sm" fw={650} className="lg-mono lg-words">
              {candidate.code}
            </Text>
          )}
          {promotion && candidate.code && (
            <Text fz="xs" c="dimmed" className="lg-mono lg-words">
              {candidate.code}
            </Text>
          )}
        </div>
        <Status tone={TONES[outcome]}>{t(`outcomes.${outcome}`)}</Status>
      </Group>
      <Text fz="sm" mt={4} className="lg-words">
        {outcome === "applicable" ? givesOf(candidate, currency).join(" · ") : refusalOf(candidate, currency)}
        {beside && ` (${beside})`}
      </Text>
      {candidate.message && outcome !== "applicable" && (
        <Text fz="sm" c="dimmed" className="lg-words">
          “{candidate.message}”
        </Text>
      )}
      {explanation && explanation.rule !== "" && (
        <>
          <UnstyledButton mt="xs" fz="sm" onClick={() => open(!isOpen)} aria-expanded={isOpen}>
            <Group gap={4}>
              <Sign size={15} aria-hidden />
              {t("candidate.rules")}
            </Group>
          </UnstyledButton>
          <Collapse expanded={isOpen} pt="xs">
            <Verdict explanation={explanation} currency={currency} />
          </Collapse>
        </>
      )}
    </Card>
  );
}

function refusalOf(candidate: Candidate, currency: string): string {
  const reason = candidate.reason ?? "";
  const missing = candidate.missing;
  const rest = missing === null || missing === undefined ? "" : saidValue(missing, reason, currency);
  return [saidReason(reason), rest && `(+${rest})`].filter(Boolean).join(" ");
}

/** What a promotion gives, in words. */
export function givesOf(candidate: Pick<Candidate, "discount" | "grants" | "points_spent" | "gift_spent">, currency: string): string[] {
  const gives = (candidate.grants ?? []).map((grant) => saidGrant(grant, currency));
  return candidate.discount > 0 ? [moneyOff(candidate.discount, currency), ...gives] : gives;
}
