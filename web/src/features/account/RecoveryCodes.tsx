import { Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { saveFile } from "@/ui/csv";
import { Copied } from "@/ui/Secret";

/** The codes for the day the telephone is lost; shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation("account");
  const text = codes.join("\n");
  return (
    <Stack gap="sm">
      <Text fz="sm">{t("codes.text")}</Text>
      <SimpleGrid component="ul" cols={2} spacing={6} p="sm" m={0} className="lg-panel lg-mono" style={{ listStyle: "none" }} aria-label={t("codes.title")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </SimpleGrid>
      <Group justify="space-between">
        <Group gap="xs">
          <Copied value={text} label={t("codes.copy")} />
          <Button variant="default" size="xs" leftSection={<IconDownload size={16} />} onClick={() => saveFile("largesse-recovery-codes.txt", new Blob([`${text}\n`], { type: "text/plain" }))}>
            {t("codes.save")}
          </Button>
        </Group>
        <Button onClick={onDone}>{t("codes.done")}</Button>
      </Group>
    </Stack>
  );
}
