import { Grid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { FirstSteps } from "@/features/overview/FirstSteps";
import { NeedsMe } from "@/features/overview/NeedsMe";
import { isNew, overviewQuery } from "@/features/overview/overview";
import { RunningNow } from "@/features/overview/RunningNow";
import { Today } from "@/features/overview/Today";
import { Failure } from "@/ui/Failure";
import { locale } from "@/ui/format";
import { Page } from "@/ui/Page";

import "@/features/overview/overview.css";

/** Where the day begins: what needs somebody, and how it goes. */
export default function OverviewPage() {
  const { t } = useTranslation("overview");
  const { workspace } = useSession();
  const { data, error, refetch } = useQuery(overviewQuery);
  const maySeeReports = useMay("REPORTS_REPORT_READ");
  const today = new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeZone: workspace.time_zone }).format(new Date());
  return (
    <Page title={t("title")} lead={today} call={{ path: "/v1/overview", operation: "getOverview", tag: "overview" }}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {data && isNew(data.first_steps) && <FirstSteps steps={data.first_steps} />}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: maySeeReports ? 5 : 8 }}>
          <Stack gap="md">
            <NeedsMe overview={data} />
            <RunningNow overview={data} />
          </Stack>
        </Grid.Col>
        {maySeeReports && (
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Today />
          </Grid.Col>
        )}
      </Grid>
    </Page>
  );
}
