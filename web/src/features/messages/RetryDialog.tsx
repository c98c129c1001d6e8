import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { CHANNELS, retryAll } from "@/features/messages/messages";
import { Failure } from "@/ui/Failure";
import { MomentInput } from "@/ui/MomentInput";

const WEEK = 7 * 86_400_000;

/** Asks once which failed messages go out again. */
export function RetryDialog({ channel: given, close }: { channel: string | undefined; close: () => void }) {
  const { t } = useTranslation("messages");
  const client = useQueryClient();
  const [since, setSince] = useState<string | null>(() => new Date(Date.now() - WEEK).toISOString());
  const [channel, setChannel] = useState(given ?? null);
  const retry = useMutation({
    mutationFn: () => retryAll(since ?? "", channel ?? undefined),
    onSuccess: (count) => {
      notifications.show({ color: "teal", message: t("retry.queued", { count }) });
      close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["messages"] }),
  });
  return (
    <Modal opened onClose={close} title={t("retry.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (since) retry.mutate();
        }}
      >
        <Stack>
          <Text fz="sm">{t("retry.text")}</Text>
          <MomentInput label={t("retry.since")} value={since} onChange={setSince} error={since === null && t("retry.sinceMissing")} />
          <Select
            label={t("filters.channel")}
            placeholder={t("retry.anyChannel")}
            clearable
            clearButtonProps={{ "aria-label": t("filters.clear") }}
            value={channel}
            onChange={setChannel}
            data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
          />
          {retry.error && <Failure error={retry.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={retry.isPending}>
              {t("retry.go")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
