import { Alert, Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { setUpQuery, startSession } from "@/api/session";
import { Gate } from "@/app/Gate";
import { SendForm } from "@/ui/SendForm";
import { ownZone, ZONES } from "@/ui/zones";

const FIELDS = ["set_up_code", "workspace_name", "time_zone", "name", "email", "password"] as const;

/** The first start of a server: whoever reads its log makes the first workspace and its administrator. */
export default function SetUp() {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const { data: setUp } = useQuery(setUpQuery);
  const [draft, setDraft] = useState({ set_up_code: "", workspace_name: "", time_zone: ownZone(), name: "", email: "", password: "" });
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }));
  if (setUp?.needed === false) {
    return (
      <Gate title={t("signIn.setUp.title")} lead={t("signIn.setUp.done")}>
        <Button component={Link} to="/sign-in">
          {t("signIn.setUp.toSignIn")}
        </Button>
      </Gate>
    );
  }
  return (
    <Gate title={t("signIn.setUp.title")} lead={t("signIn.setUp.lead")}>
      <SendForm
        fields={FIELDS}
        submit={t("signIn.setUp.make")}
        send={() => dataOf(api.POST("/v1/set-up", { body: draft }))}
        done={(session) => {
          startSession(session);
          void navigate({ to: "/" });
        }}
      >
        {(fault) => (
          <>
            <Alert variant="light" p="xs">
              {t("signIn.setUp.codeHelp")}
            </Alert>
            <TextInput label={t("signIn.setUp.code")} required autoFocus autoComplete="off" maxLength={40} className="lg-mono" placeholder="ABCD-EFGH-IJKL-MNOP" value={draft.set_up_code} error={fault("set_up_code")} onChange={(event) => set({ set_up_code: event.currentTarget.value })} />
            <TextInput label={t("signIn.setUp.workspace")} required maxLength={200} autoComplete="organization" value={draft.workspace_name} error={fault("workspace_name")} onChange={(event) => set({ workspace_name: event.currentTarget.value })} />
            <Select label={t("signIn.setUp.zone")} description={t("signIn.setUp.zoneHelp")} data={ZONES} searchable allowDeselect={false} value={draft.time_zone} error={fault("time_zone")} onChange={(time_zone) => time_zone && set({ time_zone })} />
            <TextInput label={t("signIn.setUp.name")} maxLength={200} autoComplete="name" value={draft.name} error={fault("name")} onChange={(event) => set({ name: event.currentTarget.value })} />
            <TextInput label={t("signIn.email")} type="email" required autoComplete="username" value={draft.email} error={fault("email")} onChange={(event) => set({ email: event.currentTarget.value })} />
            <PasswordInput label={t("signIn.setUp.password")} description={t("signIn.setUp.passwordHelp")} required minLength={10} autoComplete="new-password" visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }} value={draft.password} error={fault("password")} onChange={(event) => set({ password: event.currentTarget.value })} />
          </>
        )}
      </SendForm>
    </Gate>
  );
}
