import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { latestOrders, type Order } from "@/features/promotions/trial";
import { useZone } from "@/forms/settings";
import { Failure } from "@/ui/Failure";
import { moment, money } from "@/ui/format";

/** One of the latest orders. */
export function OrderPicker({ order, onPick }: { order: Order | undefined; onPick: (order: Order) => void }) {
  const { t } = useTranslation("promotions");
  const zone = useZone();
  const { data, error } = useQuery({ queryKey: ["orders", "latest"], queryFn: latestOrders });
  if (error) return <Failure error={error} />;
  const orders = data?.items ?? [];
  return (
    <Select
      label={t("try.which")}
      placeholder={data ? t("try.choose") : t("preview.reading")}
      searchable
      nothingFoundMessage={t("try.noOrders")}
      data={orders.map((each) => ({ value: each.id, label: `${each.id} · ${moment(each.at, zone)} · ${money(each.total, each.currency)}` }))}
      value={order?.id ?? null}
      onChange={(id) => {
        const chosen = orders.find((each) => each.id === id);
        if (chosen) onPick(chosen);
      }}
    />
  );
}
