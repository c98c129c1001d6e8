import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { HandbillEditor } from "@/features/handbills/HandbillEditor";
import { handbillQuery } from "@/features/handbills/handbills";
import { Failure } from "@/ui/Failure";
import { Page } from "@/ui/Page";

/** A personalised promotion: its draft, what it would offer, and how it is published. */
export default function HandbillPage() {
  const { handbillId } = useParams({ strict: false }) as { handbillId: string };
  const { t } = useTranslation("handbills");
  const { data, error, refetch } = useQuery({ ...handbillQuery(handbillId), refetchOnWindowFocus: false });
  if (!data) {
    return (
      <Page title={t("one")} trail={[{ to: "/handbills", label: t("title") }]}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton height={420} />}
      </Page>
    );
  }
  return <HandbillEditor key={handbillId} saved={data} />;
}
