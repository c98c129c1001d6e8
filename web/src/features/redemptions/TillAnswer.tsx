import { Alert, Card, Divider, Group, Stack, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconScan } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { useMay } from "@/api/session";
import { type Candidate, type Validation } from "@/features/redemptions/asking";
import { givesOf } from "@/features/redemptions/CandidateCard";
import { PlainCode } from "@/features/redemptions/PlainCode";
import { ActionButton } from "@/ui/ActionButton";
import { Empty } from "@/ui/Empty";
import { money } from "@/ui/format";
import { saidReason, saidValue } from "@/ui/reasons";

interface TillAnswerProps {
  answer: Validation | undefined;
  /** What redeeming refused although the check had said yes, such as a limit that was reached in between. */
  refused: Schemas["RedemptionAnswer"] | undefined;
  codes: string[];
  customer: number | undefined;
  isRedeeming: boolean;
  redeem: () => void;
  onNext: () => void;
}

/** What the customer would get, or why not, in large words. */
export function TillAnswer({ answer, refused, codes, customer, isRedeeming, redeem, onNext }: TillAnswerProps) {
  const { t } = useTranslation("redemptions");
  if (!answer) {
    return (
      <Card>
        <Empty icon={IconScan} title={t("till.waiting")}>
          {t("till.waitingText")}
        </Empty>
      </Card>
    );
  }
  const { currency } = answer;
  const applied = answer.candidates.filter((candidate) => candidate.outcome === "applicable");
  const failed = answer.candidates.filter((candidate) => candidate.outcome !== "applicable" && candidate.code !== null);
  const isValid = answer.result === "valid" && !refused;
  return (
    <Stack>
      <Card>
        <Verdict answer={answer} isValid={isValid} reason={refused?.reason ?? answer.reason} />
        {applied.length > 0 && !refused && (
          <>
            <Divider my="md" />
            <Stack gap="xs">
              {applied.map((candidate) => (
                <Applied key={`${candidate.promotion?.id ?? ""}${candidate.code ?? ""}`} candidate={candidate} currency={currency} />
              ))}
            </Stack>
          </>
        )}
        {isValid && <RedeemButton isRedeeming={isRedeeming} redeem={redeem} />}
      </Card>
      {failed.map((candidate) => (
        <Refused key={candidate.code} candidate={candidate} currency={currency} />
      ))}
      {codes.length === 1 && failed.some((candidate) => candidate.reason === "code_not_found") && <PlainCode code={codes[0] ?? ""} customer={customer} onNext={onNext} />}
    </Stack>
  );
}

/** The one sentence that is read out at the till. */
function Verdict({ answer, isValid, reason }: { answer: Validation; isValid: boolean; reason: string | null }) {
  const { t } = useTranslation("redemptions");
  const { currency, total } = answer;
  const gets = total.discount > 0 ? t("till.off", { amount: money(total.discount, currency) }) : t("till.gets");
  return (
    <Group wrap="nowrap" align="flex-start" gap="md">
      <Text span c={isValid ? "teal" : "red"} lh={1}>
        {isValid ? <IconCircleCheck size={44} aria-hidden /> : <IconCircleX size={44} aria-hidden />}
      </Text>
      <div>
        <Title order={2} fz={28} lh={1.2}>
          {isValid ? gets : t("till.not")}
        </Title>
        <Text fz="lg" className="lg-words">
          {isValid ? t("till.toPay", { amount: money(total.final, currency), before: money(total.initial, currency) }) : saidReason(reason)}
        </Text>
      </div>
    </Group>
  );
}

/** Takes the focus, so that Enter checks and Enter again redeems. */
function RedeemButton({ isRedeeming, redeem }: { isRedeeming: boolean; redeem: () => void }) {
  const { t } = useTranslation("redemptions");
  const may = useMay("PROMOTIONS_REDEMPTION_CREATE");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector("button")?.focus(), []);
  return (
    <Group justify="flex-end" mt="lg" ref={place}>
      <ActionButton size="lg" color="teal" why={!may && t("needs", { permission: "PROMOTIONS_REDEMPTION_CREATE" })} loading={isRedeeming} onClick={redeem}>
        {t("till.redeem")}
      </ActionButton>
    </Group>
  );
}

function Applied({ candidate, currency }: { candidate: Candidate; currency: string }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
      <div>
        <Text fw={600} className="lg-words">
          {candidate.promotion?.name}
        </Text>
        {candidate.code && (
          <Text fz="sm" c="dimmed" className="lg-mono lg-words">
            {candidate.code}
          </Text>
        )}
      </div>
      <Text fw={650} ta="right">
        {givesOf(candidate, currency).join(" · ")}
      </Text>
    </Group>
  );
}

function Refused({ candidate, currency }: { candidate: Candidate; currency: string }) {
  const { t } = useTranslation("redemptions");
  const reason = candidate.reason ?? "";
  const missing = candidate.missing;
  return (
    <Alert color="orange" variant="light" title={t("till.codeNot", { code: candidate.code })}>
      <Text className="lg-words">{[saidReason(reason), candidate.message && `“${candidate.message}”`].filter(Boolean).join(" ")}</Text>
      {missing !== null && missing !== undefined && <Text fw={650}>{t("till.more", { amount: saidValue(missing, reason, currency) })}</Text>}
    </Alert>
  );
}
