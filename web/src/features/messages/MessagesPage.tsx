import { Badge, Tabs } from "@mantine/core";
import { IconAddressBook, IconBan, IconMailX, IconSend, IconTemplate } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { ListsTab } from "@/features/messages/ListsTab";
import { deadQuery } from "@/features/messages/messages";
import { SentTab } from "@/features/messages/SentTab";
import { SuppressionsTab } from "@/features/messages/SuppressionsTab";
import { TemplatesTab } from "@/features/messages/TemplatesTab";
import { count } from "@/ui/format";
import { Page } from "@/ui/Page";
import { useOpenTabInSight } from "@/ui/tabs";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { tab: "sent" };
const TABS = [
  { name: "sent", icon: IconSend, call: { path: "/v1/messages", operation: "listMessages", tag: "messages" } },
  { name: "dead", icon: IconMailX, call: { path: "/v1/messages?state=failed", operation: "listMessages", tag: "messages" } },
  { name: "templates", icon: IconTemplate, call: { path: "/v1/message-templates", operation: "listMessageTemplates", tag: "message-templates" } },
  { name: "lists", icon: IconAddressBook, call: { path: "/v1/recipient-lists", operation: "listRecipientLists", tag: "recipient-lists" } },
  { name: "suppressions", icon: IconBan, call: { path: "/v1/suppressions", operation: "listSuppressions", tag: "suppressions" } },
];

/** What went out and did not, and what mails are made of. */
export default function MessagesPage() {
  const { t } = useTranslation("messages");
  const [{ tab }] = useUrlState(DEFAULTS);
  const strip = useOpenTabInSight(tab);
  const { data: dead } = useQuery(deadQuery);
  const navigate = useNavigate();
  const here = TABS.find(({ name }) => name === tab) ?? TABS[0];
  return (
    <Page title={t("title")} lead={t("lead")} {...(here && { call: here.call })}>
      <Tabs
        value={here?.name ?? "sent"}
        keepMounted={false}
        className="lg-tabs"
        onChange={(name) => void navigate({ to: "/messages", search: (name === DEFAULTS.tab ? {} : { tab: name }) as never })}
      >
        <Tabs.List ref={strip} mb="md">
          {TABS.map(({ name, icon: Icon }) => (
            <Tabs.Tab
              key={name}
              value={name}
              leftSection={<Icon size={16} aria-hidden />}
              rightSection={name === "dead" && dead ? <Badge size="sm" color="red">{count(dead)}</Badge> : undefined}
            >
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="sent">
          <SentTab />
        </Tabs.Panel>
        <Tabs.Panel value="dead">
          <SentTab dead />
        </Tabs.Panel>
        <Tabs.Panel value="templates">
          <TemplatesTab />
        </Tabs.Panel>
        <Tabs.Panel value="lists">
          <ListsTab />
        </Tabs.Panel>
        <Tabs.Panel value="suppressions">
          <SuppressionsTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
