import { Center, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Schemas } from "@/api/client";
import { beginSecondStep, confirmSecondStep } from "@/features/account/account";
import { RecoveryCodes } from "@/features/account/RecoveryCodes";
import { Proof } from "@/features/account/SecondStepCard";
import { Copied } from "@/ui/Secret";
import { SendForm } from "@/ui/SendForm";

/** Password, QR code and a first code of the app, recovery codes: in this order. */
export function SetUpSecondStep({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("account");
  const [begun, setBegun] = useState<Schemas["SecondStepView"]>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (begun) return <Confirm begun={begun} onDone={setCodes} />;
  return <Proof text={t("step.begin")} submit={t("step.next")} send={beginSecondStep} done={setBegun} />;
}

function Confirm({ begun, onDone }: { begun: Schemas["SecondStepView"]; onDone: (codes: string[]) => void }) {
  const { t } = useTranslation("account");
  const [code, setCode] = useState("");
  return (
    <SendForm fields={["code"]} submit={t("step.confirm")} send={() => confirmSecondStep(code)} done={(answer) => onDone(answer.codes)}>
      {(fault) => (
        <Stack gap="sm">
          <Text fz="sm">{t("step.scan")}</Text>
          <Center>
            <img src={begun.qr} alt={t("step.qr")} width={220} height={220} />
          </Center>
          <Text fz="sm">{t("step.byHand")}</Text>
          <Group gap="xs" wrap="nowrap">
            <Code block className="lg-words lg-grow">
              {begun.secret.match(/.{1,4}/g)?.join(" ")}
            </Code>
            <Copied value={begun.secret} label={t("step.copySecret")} />
          </Group>
          <TextInput
            label={t("step.code")}
            description={t("step.codeHelp")}
            required
            data-autofocus
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9]{6}"
            maxLength={6}
            value={code}
            error={fault("code")}
            onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ""))}
          />
        </Stack>
      )}
    </SendForm>
  );
}
