import { Button, Modal, PasswordInput, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { sessionQuery, useSession } from "@/api/session";
import { removeSecondStep, renewRecoveryCodes, sessionsQuery } from "@/features/account/account";
import { RecoveryCodes } from "@/features/account/RecoveryCodes";
import { SetUpSecondStep } from "@/features/account/SetUpSecondStep";
import { tell } from "@/ui/changes";
import { day } from "@/ui/format";
import { Part } from "@/ui/Part";
import { SendForm } from "@/ui/SendForm";
import { Status } from "@/ui/Status";

type Doing = "setUp" | "renew" | "remove";

export function SecondStepCard() {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const { member, workspace } = useSession();
  const [doing, setDoing] = useState<Doing>();
  const since = member.second_step_since;
  const changed = () => Promise.all([sessionQuery, sessionsQuery].map(({ queryKey }) => client.invalidateQueries({ queryKey })));
  const close = () => {
    setDoing(undefined);
    void changed();
  };
  return (
    <Part
      title={t("step.title")}
      lead={t("step.lead")}
      marks={<Status tone={since ? "good" : "warn"}>{t(since ? "step.on" : "step.off")}</Status>}
      actions={
        since ? (
          <>
            <Button variant="default" size="xs" onClick={() => setDoing("renew")}>
              {t("step.renew")}
            </Button>
            <Button variant="light" color="red" size="xs" onClick={() => setDoing("remove")}>
              {t("step.remove")}
            </Button>
          </>
        ) : (
          <Button size="xs" onClick={() => setDoing("setUp")}>
            {t("step.setUp")}
          </Button>
        )
      }
    >
      {since && <Text fz="sm">{t("step.since", { day: day(since, workspace.time_zone) })}</Text>}
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing === "setUp"} onClose={close} title={t("step.setUp")} closeOnClickOutside={false}>
        <SetUpSecondStep onDone={close} />
      </Modal>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing === "renew"} onClose={close} title={t("step.renew")} closeOnClickOutside={false}>
        <Renew onDone={close} />
      </Modal>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={doing === "remove"} onClose={close} title={t("step.remove")}>
        <Remove
          onDone={() => {
            tell(t("step.removed"));
            close();
          }}
        />
      </Modal>
    </Part>
  );
}

function Renew({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("account");
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return <Proof text={t("step.renewText")} submit={t("step.renew")} send={renewRecoveryCodes} done={(answer) => setCodes(answer.codes)} />;
}

function Remove({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("account");
  return <Proof text={t("step.removeText")} submit={t("step.remove")} send={removeSecondStep} done={onDone} danger />;
}

/** Whoever sits at an unlocked screen does not know the password. */
export function Proof<Answer>({ text, submit, send, done, danger }: { text: string; submit: string; send: (password: string) => Promise<Answer>; done: (answer: Answer) => void; danger?: boolean }) {
  const { t } = useTranslation("account");
  const [password, setPassword] = useState("");
  return (
    <SendForm fields={["current_password"]} submit={submit} send={() => send(password)} done={done} {...(danger && { danger })}>
      {(fault) => (
        <>
          <Text fz="sm">{text}</Text>
          <PasswordInput
            label={t("password.current")}
            required
            data-autofocus
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("show"), tabIndex: 0 }}
            value={password}
            error={fault("current_password")}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </>
      )}
    </SendForm>
  );
}
