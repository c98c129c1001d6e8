import { Alert, Code, Drawer, Group, Stack, Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useCustomerNames } from "@/api/names";
import { useSession } from "@/api/session";
import { type Message, TONES } from "@/features/messages/messages";
import { RetryOne } from "@/features/messages/SentTab";
import { moment } from "@/ui/format";
import { Status } from "@/ui/Status";

/** All that is known of one message; what it said is not kept for showing. */
export function MessageDrawer({ message, close }: { message: Message | undefined; close: () => void }) {
  const { t } = useTranslation("messages");
  return (
    <Drawer opened={message !== undefined} onClose={close} position="right" title={message?.subject || t("noSubject")} closeButtonProps={{ "aria-label": t("close") }}>
      {message && <Known message={message} close={close} />}
    </Drawer>
  );
}

function Known({ message, close }: { message: Message; close: () => void }) {
  const { t } = useTranslation("messages");
  const { time_zone: zone } = useSession().workspace;
  const nameOf = useCustomerNames([message.profile_id]);
  const facts: [string, ReactNode][] = [
    ["state", <Status key="state" tone={TONES[message.state]}>{t(`states.${message.state}`)}</Status>],
    ["recipient", message.recipient],
    ["customer", message.profile_id !== null && <Link key="who" to={`/customers/${String(message.profile_id)}`}>{nameOf(message.profile_id)}</Link>],
    ["channel", t(`channels.${message.channel}`, { defaultValue: message.channel })],
    ["purpose", t(`purposes.${message.purpose}`)],
    ["attempts", message.attempts],
    ["created", moment(message.created_at, zone)],
    ["next", message.state === "queued" && moment(message.next_at, zone)],
    ["sent", message.sent_at !== null && moment(message.sent_at, zone)],
    ["answer", message.answer_status],
    ["id", <Code key="id" className="lg-words">{message.id}</Code>],
  ];
  return (
    <Stack>
      {message.error && (
        <Alert color={message.state === "failed" ? "red" : "orange"} variant="light" icon={<IconAlertTriangle />} title={t("lastError")}>
          <Text fz="sm" className="lg-words">
            {message.error}
          </Text>
        </Alert>
      )}
      <Table withRowBorders>
        <Table.Tbody>
          {facts
            .filter(([, value]) => value !== false && value !== null)
            .map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500} c="dimmed" fz="sm">
                  {t(`columns.${name}`)}
                </Table.Th>
                <Table.Td className="lg-words">{value}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      {message.state === "failed" && (
        <Group justify="flex-end">
          <RetryOne message={message} done={close} />
        </Group>
      )}
    </Stack>
  );
}
