import { Badge, Button, Card, Group, Modal, SegmentedControl, SimpleGrid, Stack, Table, Text, Textarea, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { changeGiftCard, giftEntriesQuery, useCustomerChange, type Wallet } from "@/features/customers/customers";
import { useZone } from "@/forms/settings";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { day, moment, money } from "@/ui/format";
import { MoneyInput } from "@/ui/MoneyInput";

type GiftCard = Wallet["codes"][number];

/** The customer's gift cards and what is left on them. */
export function GiftCards({ cards }: { cards: GiftCard[] }) {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const [opened, open] = useState<GiftCard>();
  if (cards.length === 0) return null;
  return (
    <div>
      <Title order={2} fz="md" mb="xs">
        {t("gifts.title")}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        {cards.map((card) => (
          <Card key={card.code}>
            <Text fz="xs" className="lg-mono lg-words">
              {card.code}
            </Text>
            <Text fz={24} fw={750}>
              {money(card.balance ?? 0, card.currency ?? "EUR")}
            </Text>
            <Group justify="space-between" gap="xs">
              <Text fz="xs" c="dimmed">
                {card.until ? t("gifts.until", { day: day(card.until, zone) }) : t("wallet.forGood")}
              </Text>
              <Button size="xs" variant="default" onClick={() => open(card)}>
                {t("gifts.open")}
              </Button>
            </Group>
          </Card>
        ))}
      </SimpleGrid>
      {opened && <GiftCardDialog card={opened} onClose={() => open(undefined)} />}
    </div>
  );
}

function GiftCardDialog({ card, onClose }: { card: GiftCard; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const currency = card.currency ?? "EUR";
  const { data: entries, error } = useQuery(giftEntriesQuery(card.code));
  return (
    <Modal opened onClose={onClose} size="lg" title={t("gifts.card", { code: card.code })} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack>
        <ChangeForm code={card.code} currency={currency} onDone={onClose} />
        {error && <Failure error={error} />}
        {entries?.length === 0 && (
          <Text fz="sm" c="dimmed">
            {t("gifts.unused")}
          </Text>
        )}
        {entries !== undefined && entries.length > 0 && (
          <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="region" aria-label={t("gifts.entries")}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  {["at", "kind", "reason", "amount"].map((name) => (
                    <Table.Th key={name} ta={name === "amount" ? "right" : "left"}>
                      {t(`points.columns.${name}`)}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map((entry) => (
                  <Table.Tr key={entry.id}>
                    <Table.Td>{moment(entry.at, zone)}</Table.Td>
                    <Table.Td>
                      <Badge variant="light" tt="none">
                        {t(`gifts.kinds.${entry.kind}`)}
                      </Badge>
                    </Table.Td>
                    <Table.Td className="lg-words">{entry.reason || "–"}</Table.Td>
                    <Table.Td ta="right">{money(entry.amount, currency)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Stack>
    </Modal>
  );
}

function ChangeForm({ code, currency, onDone }: { code: string; currency: string; onDone: () => void }) {
  const { t } = useTranslation("customers");
  const may = useMay("PROMOTIONS_GIFT_CREATE");
  const [way, setWay] = useState("add");
  const [amount, setAmount] = useState<number>();
  const [reason, setReason] = useState("");
  const save = useCustomerChange(() =>
    changeGiftCard(code, { kind: way === "add" && !reason.trim() ? "credit" : "adjust", amount: way === "add" ? (amount ?? 0) : -(amount ?? 0), reason: reason.trim() }),
  );
  const why = !may ? t("needs", { permission: "PROMOTIONS_GIFT_CREATE" }) : !amount || amount < 0 ? t("points.whyAmount") : way === "take" && !reason.trim() ? t("points.whyReason") : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (why) return;
    save.mutate(undefined, {
      onSuccess: ({ balance }) => {
        notifications.show({ color: "teal", message: t("gifts.changed", { balance: money(balance, currency) }) });
        onDone();
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        {save.error && <Failure error={save.error} />}
        <Group align="flex-end" gap="xs">
          <SegmentedControl aria-label={t("points.way")} value={way} onChange={setWay} data={["add", "take"].map((value) => ({ value, label: t(`gifts.${value}`) }))} />
          <MoneyInput label={t("gifts.amount")} value={amount} onChange={setAmount} currency={currency} className="lg-grow" />
        </Group>
        <Textarea label={t("points.reason")} value={reason} maxLength={500} autosize onChange={(event) => setReason(event.currentTarget.value)} required={way === "take"} />
        <Group justify="flex-end">
          <ActionButton type="submit" why={why} loading={save.isPending}>
            {t("save")}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}
