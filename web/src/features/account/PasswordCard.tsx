import { PasswordInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { changePassword, sessionsQuery } from "@/features/account/account";
import { tell } from "@/ui/changes";
import { Part } from "@/ui/Part";
import { SendForm } from "@/ui/SendForm";

const EMPTY = { current_password: "", password: "" };

export function PasswordCard() {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const set = (patch: Partial<typeof EMPTY>) => setDraft((before) => ({ ...before, ...patch }));
  const eye = { "aria-label": t("show"), tabIndex: 0 };
  return (
    <Part title={t("password.title")} lead={t("password.lead")}>
      <SendForm
        fields={["current_password", "password"]}
        submit={t("password.change")}
        send={() => changePassword(draft)}
        done={() => {
          setDraft(EMPTY);
          tell(t("password.changed"));
          void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
        }}
      >
        {(fault) => (
          <>
            <PasswordInput label={t("password.current")} required autoComplete="current-password" visibilityToggleButtonProps={eye} value={draft.current_password} error={fault("current_password")} onChange={(event) => set({ current_password: event.currentTarget.value })} />
            <PasswordInput label={t("password.new")} description={t("password.help")} required minLength={10} autoComplete="new-password" visibilityToggleButtonProps={eye} value={draft.password} error={fault("password")} onChange={(event) => set({ password: event.currentTarget.value })} />
          </>
        )}
      </SendForm>
    </Part>
  );
}
