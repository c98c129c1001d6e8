import { Anchor, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { type Profile, usePromotionNames } from "@/api/names";
import { useMay } from "@/api/session";
import { useZone } from "@/forms/settings";
import { moment } from "@/ui/format";
import { saidReason } from "@/ui/reasons";

/** What was refused to this customer of late. */
export function PastRefusals({ profile, promotion }: { profile: Profile; promotion: string }) {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const may = useMay("PROMOTIONS_REJECTION_READ");
  const { data } = useQuery({
    queryKey: ["customers", profile.id, "rejections", promotion],
    queryFn: () => dataOf(api.GET("/v1/rejections", { params: { query: { customer_id: profile.id, promotion_id: promotion || undefined, limit: 10 } } })),
    enabled: may,
  });
  const nameOf = usePromotionNames(data?.items.map((item) => item.promotion_id) ?? []);
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="md">
          {t("refusals.title")}
        </Title>
        <Anchor component={Link} to={`/redemptions?tab=rejections&customer=${String(profile.id)}`} fz="sm">
          {t("refusals.all")}
        </Anchor>
      </Group>
      {!may && <Text fz="sm">{t("needs", { permission: "PROMOTIONS_REJECTION_READ" })}</Text>}
      {data?.items.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t("refusals.none")}
        </Text>
      )}
      <Stack gap="xs">
        {data?.items.map((item) => (
          <div key={item.id}>
            <Text fz="sm" className="lg-words">
              {saidReason(item.reason)}
            </Text>
            <Text fz="xs" c="dimmed" className="lg-words">
              {[moment(item.at, zone), item.promotion_id && nameOf(item.promotion_id), item.code].filter(Boolean).join(" · ")}
            </Text>
          </div>
        ))}
      </Stack>
    </Card>
  );
}
