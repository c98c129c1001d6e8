import { Button, Card, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { OrderPicker } from "@/features/promotions/OrderPicker";
import type { TabProps } from "@/features/promotions/tab";
import { type Cart, type Order, sampleCart, tryPromotion } from "@/features/promotions/trial";
import { TryCart } from "@/features/promotions/TryCart";
import { TryResult } from "@/features/promotions/TryResult";
import { useCurrency } from "@/forms/settings";
import { ActionButton } from "@/ui/ActionButton";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { MomentInput } from "@/ui/MomentInput";

/** A cart, made up or from a past order, and what the promotion as it is edited now would give it. */
export default function TryTab({ promotion, catalog, editing, open }: TabProps) {
  const { t } = useTranslation("promotions");
  const currency = useCurrency();
  const may = useMay("PROMOTIONS_BACK_TEST_CREATE");
  const mayOrders = useMay("PROMOTIONS_ORDER_READ");
  const [source, setSource] = useState("sample");
  const [typed, setTyped] = useState<Cart>();
  const [order, setOrder] = useState<Order>();
  const [customer, setCustomer] = useState("");
  const [whatIf, setWhatIf] = useState<string | null>(null);
  const cart = typed ?? sampleCart(currency);
  const trial = useMutation({ mutationFn: () => tryPromotion(promotion.id, { cart, customer, whatIf, codes: [], definition: editing.edited.definition }) });
  const take = (chosen: Order) => {
    setOrder(chosen);
    setTyped(chosen.cart);
    setCustomer(chosen.customer_id === null ? "" : String(chosen.customer_id));
  };
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Card>
        <Stack gap="sm">
          <Title order={2} fz="md">{t("try.title")}</Title>
          <Text fz="sm" c="dimmed">{t("try.text")}</Text>
          <SegmentedControl aria-label={t("try.source")} w="fit-content" value={source} onChange={setSource} data={[{ value: "sample", label: t("try.sample") }, { value: "order", label: t("try.order"), disabled: !mayOrders }]} />
          {source === "order" && <OrderPicker order={order} onPick={take} />}
          <TryCart cart={cart} onChange={setTyped} currency={typeof cart.currency === "string" ? cart.currency : currency} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <CustomerPicker label={t("try.customer")} value={customer} onChange={setCustomer} placeholder={t("try.nobody")} />
            <MomentInput label={t("try.whatIf")} value={whatIf} onChange={setWhatIf} />
          </SimpleGrid>
          <Group justify="space-between">
            {typed ? <Button variant="subtle" size="sm" onClick={() => { setTyped(undefined); setOrder(undefined); }}>{t("try.reset")}</Button> : <span />}
            <ActionButton leftSection={<IconFlask size={17} />} why={!may && t("mayNot", { permission: "PROMOTIONS_BACK_TEST_CREATE" })} loading={trial.isPending} onClick={() => trial.mutate()}>
              {t("try.run")}
            </ActionButton>
          </Group>
        </Stack>
      </Card>
      <Stack gap="md" aria-live="polite">
        {trial.error && <Failure error={trial.error} />}
        {trial.data ? (
          <TryResult told={trial.data} promotion={promotion} catalog={catalog} definition={editing.edited.definition} open={open} />
        ) : (
          <Card><Empty icon={IconFlask} title={t("try.empty")}>{t("try.emptyText")}</Empty></Card>
        )}
      </Stack>
    </SimpleGrid>
  );
}
