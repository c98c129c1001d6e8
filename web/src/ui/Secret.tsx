import { ActionIcon, Alert, Code, CopyButton, Group, Stack, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy, IconKey } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

/** A text to be copied: its button says when it was. */
export function Copied({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation("app");
  return (
    <CopyButton value={value} timeout={3000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t("secret.copied") : label}>
          <ActionIcon variant="default" size={34} color={copied ? "teal" : "gray"} aria-label={copied ? t("secret.copied") : label} onClick={copy}>
            {copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** A secret that is shown this once. */
export function Secret({ title, value, children }: { title: string; value: string; children?: string }) {
  const { t } = useTranslation("app");
  return (
    <Alert color="teal" variant="light" icon={<IconKey />} title={title}>
      <Stack gap="xs">
        <Text fz="sm">{children ?? t("secret.once")}</Text>
        <Group gap="xs" wrap="nowrap">
          <Code block className="lg-words lg-grow" data-testid="secret">
            {value}
          </Code>
          <Copied value={value} label={t("secret.copy")} />
        </Group>
      </Stack>
    </Alert>
  );
}
