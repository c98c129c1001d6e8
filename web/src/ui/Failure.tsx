import { Alert, Button, Code, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import i18next from "i18next";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";

/** What went wrong, how to mend it, and the number under which the server's log has it. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation("app");
  const problem = error instanceof Problem ? error : undefined;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={t("failure.title")} role="alert">
      <Text fz="sm">{saidOf(error)}</Text>
      {problem?.faults.map((fault) => (
        <Text key={fault.pointer + fault.message} fz="sm">
          <Code>{fault.pointer}</Code> {fault.message}
        </Text>
      ))}
      <Group mt="xs" gap="sm">
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {t("failure.retry")}
          </Button>
        )}
        {problem?.requestId && (
          <Text fz="xs" c="dimmed">
            {t("failure.request", { id: problem.requestId })}
          </Text>
        )}
      </Group>
    </Alert>
  );
}

/** The sentence about an error. */
export function saidOf(error: unknown): string {
  if (error instanceof Problem) return error.status === 0 ? i18next.t("app:failure.unreachable") : error.detail;
  return error instanceof Error ? error.message : String(error);
}

/** For actions without a form: says in a corner what went wrong. */
export function tellFailure(error: unknown): void {
  notifications.show({ color: "red", title: i18next.t("app:failure.title"), message: saidOf(error), autoClose: 12_000 });
}
