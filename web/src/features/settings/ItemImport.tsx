import { FileInput, Stack, Text, TextInput } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { catalogsQuery, importItems } from "@/features/settings/settings";
import { JobProgress } from "@/ui/JobProgress";
import { SendForm } from "@/ui/SendForm";

/** Items of a file into a catalogue; the columns are found by their names. */
export function ItemImport({ catalog }: { catalog: string }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [currency, setCurrency] = useState("");
  const [job, setJob] = useState<string>();
  if (job) {
    return (
      <Stack>
        <Text fz="sm">{t("catalogs.mayLeave")}</Text>
        <JobProgress jobId={job} onDone={() => void client.invalidateQueries({ queryKey: catalogsQuery.queryKey })} />
      </Stack>
    );
  }
  return (
    <SendForm
      fields={["file"]}
      submit={t("catalogs.import")}
      why={!file && t("catalogs.noFile")}
      send={() => importItems(catalog, file ?? new Blob(), currency ? { currency } : {})}
      done={(started) => setJob(started.id)}
    >
      {(fault) => (
        <>
          <FileInput label={t("catalogs.file")} description={t("catalogs.fileHelp")} placeholder={t("catalogs.choose")} leftSection={<IconFileUpload size={17} />} accept=".csv,.tsv,.xlsx,.xls,.ods,.xml" value={file} error={fault("file")} onChange={setFile} />
          <TextInput label={t("catalogs.currency")} description={t("catalogs.currencyHelp")} placeholder="PLN" maxLength={3} value={currency} onChange={(event) => setCurrency(event.currentTarget.value.toUpperCase())} />
        </>
      )}
    </SendForm>
  );
}
