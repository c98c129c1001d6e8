import { Box, Card, Grid, Group, Stack, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { redeem, validate } from "@/features/redemptions/asking";
import { CartEditor } from "@/features/redemptions/CartEditor";
import { cartOf, newSample, type Sample, whyNoCart } from "@/features/redemptions/sample";
import { Scanner } from "@/features/redemptions/Scanner";
import { TillAnswer } from "@/features/redemptions/TillAnswer";
import { TillReceipt } from "@/features/redemptions/TillReceipt";
import { useCurrency } from "@/forms/settings";
import { ActionButton } from "@/ui/ActionButton";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { Failure } from "@/ui/Failure";
import { Page } from "@/ui/Page";

interface Asked {
  code: string;
  sample: Sample;
  customer: string;
}

const NEW = (): Asked => ({ code: "", sample: newSample(), customer: "" });

/** Names one attempt, so that a repeated press redeems once. */
const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Staff redeem by hand: type or scan a code, see what the customer would get, redeem. */
export default function TillPage() {
  const { t } = useTranslation("redemptions");
  const currency = useCurrency();
  const client = useQueryClient();
  const mayCheck = useMay("PROMOTIONS_VALIDATION_CREATE");
  const [round, setRound] = useState(0);
  const [asked, setAsked] = useState(NEW);
  const [key, setKey] = useState(newKey);
  const codeField = useRef<HTMLInputElement>(null);
  const codes = asked.code.split(/\s+/).filter(Boolean);
  const question = () => ({ codes, customer: asked.customer ? Number(asked.customer) : undefined, cart: cartOf(asked.sample, currency) });
  const check = useMutation({ mutationFn: () => validate(question(), false) });
  const done = useMutation({
    mutationFn: () => redeem(question(), key),
    onSuccess: () => Promise.all(["redemptions", "customers", "rejections"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
  const change = (patch: Partial<Asked>) => {
    setAsked({ ...asked, ...patch });
    setKey(newKey());
    check.reset();
    done.reset();
  };
  const restart = () => {
    change(NEW());
    setRound(round + 1);
  };
  useEffect(() => codeField.current?.focus(), [round]);
  const missing = whyNoCart(asked.sample);
  const why = !mayCheck ? t("needs", { permission: "PROMOTIONS_VALIDATION_CREATE" }) : missing && t(missing);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!why) check.mutate();
  };
  const receipt = done.data?.redemption ?? undefined;
  return (
    <Page title={t("till.title")} lead={t("till.lead")} call={{ method: "POST", path: "/v1/redemptions", operation: "redeemPromotions", tag: "redemptions", body: missing ? undefined : question() }}>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Card component="form" onSubmit={submit} key={round}>
            <Stack>
              <TextInput
                ref={codeField}
                label={t("till.code")}
                description={t("till.codeHelp")}
                size="lg"
                value={asked.code}
                maxLength={500}
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                classNames={{ input: "lg-mono" }}
                onChange={(event) => change({ code: event.currentTarget.value })}
              />
              <Scanner onCode={(code) => change({ code })} />
              <CartEditor sample={asked.sample} onChange={(sample) => change({ sample })} size="lg" />
              <CustomerPicker label={t("till.customer")} description={t("till.customerHelp")} value={asked.customer} onChange={(customer) => change({ customer })} />
              <Group justify="flex-end">
                <ActionButton type="submit" size="lg" leftSection={<IconSearch size={20} />} why={why} loading={check.isPending} variant={check.data ? "default" : "filled"}>
                  {t("till.check")}
                </ActionButton>
              </Group>
            </Stack>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Box aria-live="polite">
            {check.error && <Failure error={check.error} retry={() => check.mutate()} />}
            {done.error && <Failure error={done.error} retry={() => done.mutate()} />}
            {receipt ? (
              <TillReceipt redemption={receipt} onNext={restart} />
            ) : (
              <TillAnswer answer={check.data} refused={done.data?.result === "rejected" ? done.data : undefined} codes={codes} customer={asked.customer ? Number(asked.customer) : undefined} isRedeeming={done.isPending} redeem={() => done.mutate()} onNext={restart} />
            )}
          </Box>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
