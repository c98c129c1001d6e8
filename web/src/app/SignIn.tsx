import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { Problem } from "@/api/problem";
import { setUpQuery, startSession } from "@/api/session";
import { Gate } from "@/app/Gate";
import { Failure } from "@/ui/Failure";

/** Only paths of our own: what stands in the address may come from anybody. */
function ownPath(then: unknown): string {
  return typeof then === "string" && /^\/(?![/\\])/.test(then) ? then : "/";
}

export default function SignIn() {
  const { t } = useTranslation("app");
  const navigate = useNavigate();
  const { then } = useSearch({ strict: false }) as { then?: string };
  const { data: setUp } = useQuery(setUpQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [second, setSecond] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const enter = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const body = { email, password, ...(second && { code }) };
      startSession(await dataOf(api.POST("/v1/sessions", { body })));
      await navigate({ href: ownPath(then) });
    } catch (failure) {
      if (failure instanceof Problem && failure.code === "code_required") setSecond(true);
      else setError(failure);
      setCode("");
    } finally {
      setBusy(false);
    }
  };

  if (setUp?.needed) return <Navigate to="/set-up" />;
  return (
    <Gate title={t(second ? "signIn.second" : "signIn.title")} lead={t(second ? "signIn.secondLead" : "signIn.lead")}>
      <form onSubmit={(event) => void enter(event)}>
        <Stack>
          {error !== undefined && <Failure error={error} />}
          {second ? (
            <TextInput
              label={t("signIn.code")}
              description={t("signIn.codeHelp")}
              autoComplete="one-time-code"
              required
              autoFocus
              maxLength={40}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          ) : (
            <>
              <TextInput
                label={t("signIn.email")}
                type="email"
                autoComplete="username"
                required
                autoFocus
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                label={t("signIn.password")}
                autoComplete="current-password"
                required
                value={password}
                visibilityToggleButtonProps={{ "aria-label": t("signIn.show"), tabIndex: 0 }}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
            </>
          )}
          <Group wrap="nowrap">
            {second && (
              <Button variant="default" onClick={() => setSecond(false)}>
                {t("signIn.back")}
              </Button>
            )}
            <Button type="submit" loading={busy} className="lg-grow">
              {t(second ? "signIn.confirm" : "signIn.enter")}
            </Button>
          </Group>
          {second && (
            <Text fz="xs" c="dimmed">
              {t("signIn.lost")}
            </Text>
          )}
        </Stack>
      </form>
    </Gate>
  );
}
