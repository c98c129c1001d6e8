import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { useSession } from "@/api/session";
import { sendTest, type Setting } from "@/features/messages/templates";
import { Failure } from "@/ui/Failure";

/** Sends the saved mail to an address of choice now, and says what the mail server said. */
export function TestDialog({ id, setting, close }: { id: string; setting: Setting; close: () => void }) {
  const { t } = useTranslation("messages");
  const [to, setTo] = useState(useSession().member.email);
  const send = useMutation({ mutationFn: () => sendTest(id, to.trim(), setting) });
  const fault = send.error instanceof Problem ? send.error.at("to") : undefined;
  return (
    <Modal opened onClose={close} title={t("test.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Stack>
          <Text fz="sm">{t("test.text")}</Text>
          <TextInput label={t("test.to")} type="email" required data-autofocus value={to} onChange={(event) => setTo(event.currentTarget.value)} error={fault} />
          {send.error && !fault && <Failure error={send.error} />}
          {send.data && (
            <Alert color={send.data.delivered ? "teal" : "red"} variant="light" role="status" title={t(send.data.delivered ? "test.sent" : "test.failed")}>
              {send.data.reason ?? send.data.response}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("close")}
            </Button>
            <Button type="submit" loading={send.isPending}>
              {t("test.send")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
