import { Button, CopyButton, Group, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { versionsQuery } from "@/features/workflows/workflows";

/** Where another system posts to begin a journey; it is there once the node was published. */
export function IncomingAddress({ workflowId, nodeId }: { workflowId: string; nodeId: string }) {
  const { t } = useTranslation("workflows");
  const { data: versions } = useQuery(versionsQuery(workflowId));
  const address = versions?.map(({ webhooks }) => webhooks[nodeId]).find(Boolean);
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput className="lg-grow" label={t("incoming.address")} description={t("incoming.help")} readOnly value={address ?? ""} placeholder={t("incoming.none")} />
      {address !== undefined && (
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? "incoming.copied" : "incoming.copy")}
            </Button>
          )}
        </CopyButton>
      )}
    </Group>
  );
}
