import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { PromotionEditor } from "@/features/promotions/PromotionEditor";
import { promotionQuery } from "@/features/promotions/promotions";
import { catalogQuery } from "@/forms/catalog";
import { Failure } from "@/ui/Failure";
import { Page } from "@/ui/Page";

/** One promotion: what it gives, to whom and when; trying it; publishing it. */
export default function PromotionPage() {
  const { t } = useTranslation("promotions");
  const { promotionId = "" } = useParams({ strict: false });
  const { data: promotion, error, refetch } = useQuery(promotionQuery(promotionId));
  const { data: catalog, error: missing } = useQuery(catalogQuery);
  if (promotion && catalog) return <PromotionEditor key={promotion.id} promotion={promotion} catalog={catalog} />;
  const failure = error ?? missing;
  return (
    <Page title={t("promotion")} trail={[{ to: "/promotions", label: t("title") }]}>
      {failure ? <Failure error={failure} retry={() => void refetch()} /> : <Skeleton height={420} radius="md" />}
    </Page>
  );
}
