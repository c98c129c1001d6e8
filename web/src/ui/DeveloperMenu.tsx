import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCode, IconCopy, IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** A call of the API: what a page reads, or what its form would send. */
export interface Call {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  /** The operation and its tag, as the API docs name them. */
  operation: string;
  tag: string;
  body?: unknown;
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

export function asCurl({ method = "GET", path, body }: Call): string {
  const parts = [`curl -X ${method} ${quoted(window.location.origin + path)}`, `-H "Authorization: Bearer $LARGESSE_API_KEY"`];
  if (body !== undefined) parts.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`);
  return parts.join(" \\\n  ");
}

/** "Copy as curl" and "open in API docs" of a page. */
export function DeveloperMenu({ call }: { call: Call }) {
  const { t } = useTranslation("app");
  const copy = async () => {
    await navigator.clipboard.writeText(asCurl(call));
    notifications.show({ message: t("developer.copied"), color: "teal" });
  };
  return (
    <Menu position="bottom-end">
      <Tooltip label={t("developer.title")}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t("developer.title")}>
            <IconCode size={18} />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => void copy()}>
          {t("developer.curl")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconExternalLink size={16} />}
          component="a"
          href={`/docs#/${encodeURIComponent(call.tag)}/${call.operation}`}
          target="_blank"
          rel="noreferrer"
        >
          {t("developer.docs")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
