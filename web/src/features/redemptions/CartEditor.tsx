import { ActionIcon, Button, Group, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { newLine, type Sample, type SampleLine, totalOf } from "@/features/redemptions/sample";
import { useCurrency } from "@/forms/settings";
import { money } from "@/ui/format";
import { MoneyInput } from "@/ui/MoneyInput";

interface CartEditorProps {
  sample: Sample;
  onChange: (sample: Sample) => void;
  /** Shipping, channel and store as well. */
  full?: boolean;
  size?: "sm" | "lg";
}

/** A small cart: what it is worth, or its lines. */
export function CartEditor({ sample, onChange, full = false, size = "sm" }: CartEditorProps) {
  const { t } = useTranslation("redemptions");
  const currency = useCurrency();
  const set = (patch: Partial<Sample>) => onChange({ ...sample, ...patch });
  const setLine = (key: number, patch: Partial<SampleLine>) => set({ lines: sample.lines.map((line) => (line.key === key ? { ...line, ...patch } : line)) });
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("cart.mode")}
        value={sample.mode}
        onChange={(mode) => set({ mode: mode as Sample["mode"] })}
        data={[
          { value: "amount", label: t("cart.byAmount") },
          { value: "items", label: t("cart.byItems") },
        ]}
      />
      {sample.mode === "amount" ? (
        <MoneyInput label={t("cart.worth")} description={t("cart.worthHelp")} size={size} value={sample.amount} onChange={(amount) => set({ amount })} currency={currency} />
      ) : (
        <>
          {sample.lines.map((line, place) => (
            <Group key={line.key} gap="xs" wrap="nowrap" align="flex-end">
              <TextInput label={place === 0 ? t("cart.sku") : undefined} aria-label={t("cart.sku")} className="lg-grow" miw={0} value={line.sku} maxLength={255} onChange={(event) => setLine(line.key, { sku: event.currentTarget.value })} />
              <TextInput label={place === 0 ? t("cart.pieces") : undefined} aria-label={t("cart.pieces")} w={64} inputMode="decimal" value={line.quantity} onChange={(event) => setLine(line.key, { quantity: event.currentTarget.value })} />
              <MoneyInput label={place === 0 ? t("cart.price") : undefined} aria-label={t("cart.price")} w={118} value={line.price} onChange={(price) => setLine(line.key, { price })} currency={currency} />
              <ActionIcon variant="subtle" color="red" size={36} aria-label={t("cart.removeLine", { place: place + 1 })} disabled={sample.lines.length === 1} onClick={() => set({ lines: sample.lines.filter(({ key }) => key !== line.key) })}>
                <IconTrash size={17} />
              </ActionIcon>
            </Group>
          ))}
          <Group justify="space-between">
            <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => set({ lines: [...sample.lines, newLine()] })}>
              {t("cart.addLine")}
            </Button>
            <Text fz="sm" fw={650}>
              {t("cart.together", { total: money(totalOf(sample), currency) })}
            </Text>
          </Group>
        </>
      )}
      {full && (
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
          <MoneyInput label={t("cart.shippingLabel")} value={sample.shipping} onChange={(shipping) => set({ shipping })} currency={currency} />
          <TextInput label={t("cart.channel")} placeholder="web" value={sample.channel} maxLength={64} onChange={(event) => set({ channel: event.currentTarget.value })} />
          <TextInput label={t("cart.store")} value={sample.store} maxLength={64} onChange={(event) => set({ store: event.currentTarget.value })} />
        </SimpleGrid>
      )}
    </Stack>
  );
}
