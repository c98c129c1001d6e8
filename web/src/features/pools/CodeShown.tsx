import { Button, CopyButton, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { barcodeOf } from "@/features/pools/codes";

/** A code to read out, to copy and to scan. */
export function CodeShown({ code }: { code: string }) {
  const { t } = useTranslation("pools");
  return (
    <Stack align="center" gap="sm">
      <img className="lg-barcode" src={barcodeOf(code)} alt={t("codes.picture", { code })} height={200} />
      <Group gap="sm" justify="center">
        <Text className="lg-mono lg-words lg-code-shown">{code}</Text>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>
              {t(copied ? "codes.isCopied" : "codes.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
