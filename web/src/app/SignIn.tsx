import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, rememberCsrf } from "@/api/client";
import { queries } from "@/api/queries";
import { Failure } from "@/ui/Failure";

/** Only paths of our own: what stands in the address may come from anybody. */
function ownPath(then: unknown): string {
  return typeof then === "string" && /^\/(?![/\\])/.test(then) ? then : "/";
}

export default function SignIn() {
  const { t } = useTranslation("app");
  useDocumentTitle(`${t("signIn.title")} · Largesse`);
  const navigate = useNavigate();
  const { then } = useSearch({ strict: false }) as { then?: string };
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const enter = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const { data } = await api.POST("/v1/sessions", { body: { email, password } });
      rememberCsrf(data?.csrf_token ?? "");
      queries.clear();
      await navigate({ href: ownPath(then) });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" radius="lg" w="100%" maw={400}>
        <form onSubmit={(event) => void enter(event)}>
          <Stack>
            <img src="/console-assets/largesse.svg" width={40} height={40} alt="" />
            <div>
              <Title order={1} fz={24}>
                {t("signIn.title")}
              </Title>
              <Text c="dimmed" fz="sm">
                {t("signIn.lead")}
              </Text>
            </div>
            {error !== undefined && <Failure error={error} />}
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
            <Button type="submit" loading={busy} fullWidth>
              {t("signIn.enter")}
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
