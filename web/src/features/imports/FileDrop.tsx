import "@mantine/dropzone/styles.css";

import { Alert, Button, Stack, Text, ThemeIcon } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { MOST_BYTES } from "@/features/imports/files";

const ENDINGS = ".csv,.tsv,.txt,.xlsx,.xls,.ods,text/csv,text/tab-separated-values,text/plain";

/** Where a file is dropped, or chosen with a button that the keyboard reaches. */
export function FileDrop({ choose }: { choose: (file: File) => void }) {
  const { t } = useTranslation("imports");
  const open = useRef<() => void>(null);
  const [refused, setRefused] = useState(false);
  return (
    <Stack gap="sm">
      <Dropzone
        openRef={open}
        multiple={false}
        maxSize={MOST_BYTES}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        inputProps={{ accept: ENDINGS, "aria-label": t("file.choose") }}
        onDrop={([file]) => {
          setRefused(false);
          if (file) choose(file);
        }}
        onReject={() => setRefused(true)}
      >
        <Stack align="center" gap={8} py="xl">
          <ThemeIcon size={52} radius="xl" variant="light">
            <Dropzone.Accept>
              <IconUpload size={28} aria-hidden />
            </Dropzone.Accept>
            <Dropzone.Idle>
              <IconFileSpreadsheet size={28} aria-hidden />
            </Dropzone.Idle>
            <Dropzone.Reject>
              <IconFileSpreadsheet size={28} aria-hidden />
            </Dropzone.Reject>
          </ThemeIcon>
          <Text fw={650} ta="center">
            {t("file.drop")}
          </Text>
          <Text fz="sm" c="dimmed" ta="center">
            {t("file.kinds")}
          </Text>
          <Button variant="light" leftSection={<IconUpload size={17} />} onClick={() => open.current?.()}>
            {t("file.choose")}
          </Button>
        </Stack>
      </Dropzone>
      {refused && (
        <Alert color="red" variant="light" role="alert">
          {t("file.tooLarge")}
        </Alert>
      )}
    </Stack>
  );
}
