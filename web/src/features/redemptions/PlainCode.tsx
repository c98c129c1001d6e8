import { Alert, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { useMay } from "@/api/session";
import { ActionButton } from "@/ui/ActionButton";
import { tellFailure } from "@/ui/Failure";

/** A code of a pool that no promotion takes: it can still be marked as used. */
export function PlainCode({ code, customer, onNext }: { code: string; customer: number | undefined; onNext: () => void }) {
  const { t } = useTranslation("redemptions");
  const may = useMay("VOUCHERS_ITEM_REDEEM_CREATE");
  const mayRead = useMay("VOUCHERS_ITEM_READ");
  const { data } = useQuery({
    queryKey: ["codes", code],
    queryFn: () => dataOf(api.GET("/v1/codes/{code}", { params: { path: { code } } })),
    enabled: mayRead,
    retry: false,
  });
  const use = useMutation({
    mutationFn: () => dataOf(api.POST("/v1/codes/{code}/redemptions", { params: { path: { code } }, body: { profile: customer === undefined ? null : { id: customer } } })),
    onSuccess: () => {
      notifications.show({ color: "teal", message: t("plain.done", { code }) });
      onNext();
    },
    onError: tellFailure,
  });
  if (!data) return null;
  const why = !may ? t("needs", { permission: "VOUCHERS_ITEM_REDEEM_CREATE" }) : ["redeemed", "cancelled"].includes(data.state) && t(`plain.${data.state}`);
  return (
    <Alert color="indigo" variant="light" title={t("plain.title")}>
      <Text fz="sm">{t("plain.text")}</Text>
      <Group justify="flex-end" mt="sm">
        <ActionButton why={why} loading={use.isPending} onClick={() => use.mutate()}>
          {t("plain.use")}
        </ActionButton>
      </Group>
    </Alert>
  );
}
