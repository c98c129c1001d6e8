import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { moment } from "@/ui/format";

/** Up to which moment a report is counted, since today is not over. */
export function CountedUntil({ report }: { report: { counted_until: string | null; time_zone: string } }) {
  const { t } = useTranslation("reports");
  return (
    <Text fz="xs" c="dimmed">
      {report.counted_until === null ? t("uncounted") : t("counted", { at: moment(report.counted_until, report.time_zone), zone: report.time_zone })}
    </Text>
  );
}
