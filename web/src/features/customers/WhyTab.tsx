import { Alert, Card, Group, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconUserQuestion } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Profile } from "@/api/names";
import { useMay } from "@/api/session";
import { CouldUse } from "@/features/customers/CouldUse";
import { PastRefusals } from "@/features/customers/PastRefusals";
import { type Candidate, validate, type Validation } from "@/features/redemptions/asking";
import { CandidateCard } from "@/features/redemptions/CandidateCard";
import { CartEditor } from "@/features/redemptions/CartEditor";
import { cartOf, newSample, type Sample, whyNoCart } from "@/features/redemptions/sample";
import { useCurrency } from "@/forms/settings";
import { ActionButton } from "@/ui/ActionButton";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { money } from "@/ui/format";
import { PromotionPicker } from "@/ui/PromotionPicker";

/** Why did this customer get that, or why not: asked with a sample cart, told rule by rule. */
export function WhyTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const currency = useCurrency();
  const may = useMay("PROMOTIONS_VALIDATION_CREATE");
  const [promotion, setPromotion] = useState("");
  const [code, setCode] = useState("");
  const [sample, setSample] = useState<Sample>(() => ({ ...newSample(), amount: 10_000 }));
  const missing = whyNoCart(sample);
  const cart = missing === undefined ? cartOf(sample, currency) : undefined;
  const ask = useMutation({
    mutationFn: () => validate({ customer: profile.id, codes: code.trim() ? [code.trim()] : [], cart: cartOf(sample, currency) }, true),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (may && !missing) ask.mutate();
  };
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Stack>
        <Card component="form" onSubmit={submit}>
          <Title order={2} fz="md">
            {t("why.title")}
          </Title>
          <Text fz="sm" c="dimmed" mb="sm">
            {t("why.lead")}
          </Text>
          <Stack gap="sm">
            <PromotionPicker label={t("why.promotion")} placeholder={t("why.anyPromotion")} value={promotion} onChange={setPromotion} />
            <TextInput label={t("why.code")} description={t("why.codeHelp")} value={code} maxLength={64} onChange={(event) => setCode(event.currentTarget.value)} />
            <CartEditor sample={sample} onChange={setSample} full />
            <Group justify="flex-end">
              <ActionButton type="submit" leftSection={<IconUserQuestion size={17} />} loading={ask.isPending} why={!may ? t("needs", { permission: "PROMOTIONS_VALIDATION_CREATE" }) : missing && t(`redemptions:${missing}`)}>
                {t("why.ask")}
              </ActionButton>
            </Group>
          </Stack>
        </Card>
        <CouldUse profile={profile} cart={cart} />
      </Stack>
      <Stack>
        {ask.error && <Failure error={ask.error} retry={() => ask.mutate()} />}
        {ask.data ? <Answer answer={ask.data} promotion={promotion} /> : !ask.error && <Empty icon={IconUserQuestion} title={t("why.nothingAsked")}>{t("why.nothingAskedText")}</Empty>}
        <PastRefusals profile={profile} promotion={promotion} />
      </Stack>
    </SimpleGrid>
  );
}

const ORDER: Candidate["outcome"][] = ["applicable", "skipped", "inapplicable"];

function Answer({ answer, promotion }: { answer: Validation; promotion: string }) {
  const { t } = useTranslation("customers");
  const told = answer.candidates
    .filter((candidate) => !promotion || candidate.promotion?.id === promotion || (candidate.promotion === null && candidate.code !== null))
    .sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  const names = new Map(answer.candidates.map((candidate) => [candidate.promotion?.id, candidate.promotion?.name]));
  return (
    <Stack gap="sm" aria-live="polite">
      <Title order={2} fz="md">
        {t("why.answer")}
      </Title>
      <Text fz="sm">{t("why.total", { before: money(answer.total.initial, answer.currency), off: money(answer.total.discount, answer.currency), after: money(answer.total.final, answer.currency) })}</Text>
      {told.length === 0 && (
        <Alert color="orange" variant="light" title={t("why.notLookedAt")}>
          {t("why.notLookedAtText")}
        </Alert>
      )}
      {told.map((candidate, place) => (
        <CandidateCard key={`${candidate.promotion?.id ?? ""}${candidate.code ?? ""}${String(place)}`} candidate={candidate} currency={answer.currency} beside={candidate.beside ? names.get(candidate.beside) : undefined} opened={Boolean(promotion) || place < 3} />
      ))}
    </Stack>
  );
}
