import { Alert, Anchor, Badge, Group, Modal, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconDeviceMobileMessage, IconMail, IconPlus, type TablerIcon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { SmsForm } from "@/features/settings/SmsForm";
import { SmtpForm } from "@/features/settings/SmtpForm";
import { defaultSms, defaultSmtp, deleteSms, deleteSmtp, smsQuery, smtpQuery, testSms, testSmtp } from "@/features/settings/settings";
import { ActionButton } from "@/ui/ActionButton";
import { ask, useChange } from "@/ui/changes";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { Part } from "@/ui/Part";
import { SendForm } from "@/ui/SendForm";

export default function AccountsTab() {
  const { t } = useTranslation("settings");
  const { member } = useSession();
  const mails = useQuery(smtpQuery);
  const texts = useQuery(smsQuery);
  return (
    <Stack>
      <Accounts
        kind="smtp"
        icon={IconMail}
        error={mails.error}
        items={mails.data?.map((account) => ({ ...account, facts: `${account.from_name ? `${account.from_name} ` : ""}<${account.from_address}> · ${account.host}:${account.port} · ${t(`smtp.securities.${account.security}`)}` }))}
        remove={deleteSmtp}
        promote={defaultSmtp}
        form={(close) => <SmtpForm onClose={close} />}
        test={async (id, to) => {
          const { delivered, reason, response } = await testSmtp(id, to);
          return { delivered, said: reason ?? response ?? "" };
        }}
        to={member.email}
      />
      <Accounts
        kind="sms"
        icon={IconDeviceMobileMessage}
        error={texts.error}
        items={texts.data?.map((account) => ({ ...account, facts: [account.sender, `${account.method} ${account.url}`].filter(Boolean).join(" · ") }))}
        remove={deleteSms}
        promote={defaultSms}
        form={(close) => <SmsForm onClose={close} />}
        test={async (id, to) => {
          const { delivered, reason, status, parts } = await testSms(id, to, t("sms.testText"));
          return { delivered, said: [reason, status && t("sms.status", { status }), t("sms.parts", { count: parts })].filter(Boolean).join(" · ") };
        }}
        to=""
      />
    </Stack>
  );
}

interface Item {
  id: string;
  name: string;
  is_default: boolean;
  facts: string;
}

interface Tested {
  delivered: boolean;
  said: string;
}

interface AccountsProps {
  kind: "smtp" | "sms";
  icon: TablerIcon;
  items: Item[] | undefined;
  error: unknown;
  remove: (id: string) => Promise<unknown>;
  promote: (id: string) => Promise<unknown>;
  form: (close: () => void) => ReactNode;
  test: (id: string, to: string) => Promise<Tested>;
  /** Where a test goes unless the reader says otherwise. */
  to: string;
}

/** Accounts through which messages go out: one of them is the default. */
function Accounts(props: AccountsProps) {
  const { kind, items, error, form } = props;
  const { t } = useTranslation("settings");
  const [adding, setAdding] = useState(false);
  const permission = kind === "smtp" ? "CONNECTIONS_SMTP_CREATE" : "MESSAGES_SMS_ACCOUNT_CREATE";
  const may = useMay(permission);
  const add = (
    <ActionButton size="xs" leftSection={<IconPlus size={15} />} why={!may && t("mayNot", { permission })} onClick={() => setAdding(true)}>
      {t(`${kind}.new`)}
    </ActionButton>
  );
  return (
    <Part title={t(`${kind}.title`)} lead={t(`${kind}.lead`)} actions={items?.length ? add : undefined}>
      {error !== null && <Failure error={error} />}
      {items?.length === 0 && (
        <Empty icon={props.icon} title={t(`${kind}.empty`)} action={add}>
          {t(`${kind}.emptyText`)}
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {items?.map((item) => (
          <OneAccount key={item.id} item={item} {...props} />
        ))}
      </SimpleGrid>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={adding} onClose={() => setAdding(false)} title={t(`${kind}.new`)} size="lg" closeOnClickOutside={false}>
        {form(() => setAdding(false))}
      </Modal>
    </Part>
  );
}

function OneAccount({ item, kind, remove, promote, test, to }: AccountsProps & { item: Item }) {
  const { t } = useTranslation("settings");
  const [testing, setTesting] = useState(false);
  const names = kind === "smtp" ? "CONNECTIONS_SMTP" : "MESSAGES_SMS_ACCOUNT";
  const may = { test: useMay(`${names}_TEST_CREATE`), update: useMay(`${names}_UPDATE`), delete: useMay(`${names}_DELETE`) };
  const key = [kind === "smtp" ? smtpQuery.queryKey : smsQuery.queryKey];
  const removal = useChange(key, remove, () => t("deleted", { name: item.name }));
  const promotion = useChange(key, promote, () => t("accounts.isDefault", { name: item.name }));
  const why = (allowed: boolean, what: string) => !allowed && t("mayNot", { permission: `${names}_${what}` });
  return (
    <Stack className="lg-panel" p="md" gap="xs">
      <Group gap="xs">
        <Text fw={650} className="lg-words">
          {item.name}
        </Text>
        {item.is_default && (
          <Badge variant="light" tt="none">
            {t("accounts.default")}
          </Badge>
        )}
      </Group>
      <Text fz="sm" c="dimmed" className="lg-words">
        {item.facts}
      </Text>
      <Group gap="xs">
        <ActionButton size="xs" variant="default" why={why(may.test, "TEST_CREATE")} onClick={() => setTesting(true)}>
          {t(`${kind}.test`)}
        </ActionButton>
        {!item.is_default && (
          <ActionButton size="xs" variant="default" loading={promotion.isPending} why={why(may.update, "UPDATE")} onClick={() => promotion.mutate(item.id)}>
            {t("accounts.makeDefault")}
          </ActionButton>
        )}
        <ActionButton size="xs" variant="light" color="red" loading={removal.isPending} why={why(may.delete, "DELETE")} onClick={() => ask({ title: t("deleteTitle", { name: item.name }), text: t("accounts.deleteText"), confirm: t("delete"), onConfirm: () => removal.mutate(item.id) })}>
          {t("delete")}
        </ActionButton>
      </Group>
      <Modal closeButtonProps={{ "aria-label": t("close") }} opened={testing} onClose={() => setTesting(false)} title={t(`${kind}.test`)}>
        <TestForm kind={kind} to={to} send={(address) => test(item.id, address)} />
      </Modal>
    </Stack>
  );
}

function TestForm({ kind, to, send }: { kind: "smtp" | "sms"; to: string; send: (to: string) => Promise<Tested> }) {
  const { t } = useTranslation("settings");
  const [address, setAddress] = useState(to);
  const [came, setCame] = useState<Tested>();
  return (
    <SendForm fields={["to"]} submit={t("send")} send={() => send(address)} done={setCame}>
      {(fault) => (
        <>
          <TextInput label={t(`${kind}.to`)} required data-autofocus type={kind === "smtp" ? "email" : "tel"} value={address} error={fault("to")} onChange={(event) => setAddress(event.currentTarget.value)} />
          {came && (
            <Alert color={came.delivered ? "teal" : "red"} variant="light" title={t(came.delivered ? "accounts.arrived" : "accounts.refused")} role="status">
              <Text fz="sm" className="lg-words">
                {came.said}
              </Text>
              {came.delivered && (
                <Anchor component={Link} to="/messages" fz="sm">
                  {t("accounts.messages")}
                </Anchor>
              )}
            </Alert>
          )}
        </>
      )}
    </SendForm>
  );
}
