import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { KEY_FIELDS, KeyFields } from "@/features/keys/KeyFields";
import { createKey, type CreatedKey, type KeyDraft, keysQuery, NEW_KEY } from "@/features/keys/keys";
import { Secret } from "@/ui/Secret";
import { SendForm } from "@/ui/SendForm";

export function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("keys");
  const client = useQueryClient();
  const [draft, setDraft] = useState<KeyDraft>(NEW_KEY);
  const [made, setMade] = useState<CreatedKey>();
  if (made) return <MadeKey made={made} onClose={onClose} />;
  return (
    <SendForm
      fields={KEY_FIELDS}
      submit={t("make")}
      onCancel={onClose}
      send={() => createKey(draft)}
      done={(key) => {
        setMade(key);
        void client.invalidateQueries({ queryKey: keysQuery.queryKey });
      }}
    >
      {(fault) => <KeyFields isNew draft={draft} set={(patch) => setDraft((before) => ({ ...before, ...patch }))} fault={fault} />}
    </SendForm>
  );
}

/** The only time the secret is seen, with a call to try it. */
export function MadeKey({ made, onClose }: { made: CreatedKey; onClose: () => void }) {
  const { t } = useTranslation("keys");
  const curl = `curl -H 'Authorization: Bearer ${made.secret}' ${window.location.origin}/v1/permissions`;
  return (
    <Stack>
      <Secret title={t("secret", { name: made.name })} value={made.secret} />
      <div>
        <Text fz="sm" mb={4}>
          {t("try")}
        </Text>
        <Code block className="lg-words">
          {curl}
        </Code>
      </div>
      <Group justify="space-between">
        <CopyButton value={curl}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? "curlCopied" : "copyCurl")}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t("kept")}</Button>
      </Group>
    </Stack>
  );
}
