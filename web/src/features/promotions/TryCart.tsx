import { ActionIcon, Button, Collapse, Group, JsonInput, SimpleGrid, Stack, TagsInput, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Cart, itemsOf } from "@/features/promotions/trial";
import { readDecimal } from "@/forms/texts";
import { isObject, replaced, withKey, without } from "@/forms/values";
import { MoneyInput } from "@/ui/MoneyInput";

/** The lines of a cart, and where it is bought; all else of a past order stays as it was. */
export function TryCart({ cart, onChange, currency }: { cart: Cart; onChange: (cart: Cart) => void; currency: string }) {
  const { t } = useTranslation("promotions");
  const [asJson, setAsJson] = useState(false);
  const items = itemsOf(cart);
  const put = (next: unknown[]) => onChange({ ...cart, items: next });
  const set = (place: number, name: string, value: unknown) => put(replaced(items, place, withKey(items[place], name, value)));
  const fact = (name: string) => ({ label: t(`cart.${name}`), value: typeof cart[name] === "string" ? cart[name] : "", onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange(withKey(cart, name, event.currentTarget.value || undefined)) });
  return (
    <Stack gap="xs">
      {items.map((item, place) => (
        <div key={place} className="lg-part" role="group" aria-label={t("cart.line", { number: place + 1 })}>
          <Group gap="xs" wrap="nowrap" align="flex-end">
            <TextInput label={t("cart.sku")} flex="2 1 6rem" miw={0} value={String(item.sku ?? "")} onChange={(event) => set(place, "sku", event.currentTarget.value)} />
            <TextInput label={t("cart.quantity")} w={64} inputMode="decimal" value={String(item.quantity ?? 1)} onChange={(event) => set(place, "quantity", readDecimal(event.currentTarget.value, item.quantity) ?? event.currentTarget.value)} />
            <MoneyInput key={currency} label={t("cart.price")} w={124} currency={currency} value={typeof item.price === "number" ? item.price : typeof item.amount === "number" ? item.amount : undefined} onChange={(price) => set(place, typeof item.price !== "number" && typeof item.amount === "number" ? "amount" : "price", price)} />
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("cart.remove", { number: place + 1 })} onClick={() => put(without(items, place))}>
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
          <TagsInput mt={6} label={t("cart.categories")} value={Array.isArray(item.categories) ? (item.categories as unknown[]).map(String) : []} onChange={(next) => set(place, "categories", next.length ? next : undefined)} />
        </div>
      ))}
      <Group justify="space-between">
        <Button size="xs" variant="light" leftSection={<IconPlus size={15} />} onClick={() => put([...items, { sku: "", quantity: 1, price: 0 }])}>
          {t("cart.add")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" aria-expanded={asJson} onClick={() => setAsJson(!asJson)}>
          {t("cart.json")}
        </Button>
      </Group>
      <Collapse expanded={asJson}>{asJson && <CartJson cart={cart} onChange={onChange} />}</Collapse>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
        <MoneyInput key={`shipping ${currency}`} label={t("cart.shipping")} currency={currency} value={typeof cart.shipping === "number" ? cart.shipping : undefined} onChange={(shipping) => onChange(withKey(cart, "shipping", shipping))} />
        <TextInput {...fact("channel")} placeholder="web" />
        <TextInput {...fact("store")} />
        <TextInput {...fact("country")} placeholder="PL" maxLength={2} />
      </SimpleGrid>
    </Stack>
  );
}

function CartJson({ cart, onChange }: { cart: Cart; onChange: (cart: Cart) => void }) {
  const { t } = useTranslation("promotions");
  const [text, setText] = useState(JSON.stringify(cart, null, 2));
  const change = (typed: string) => {
    setText(typed);
    try {
      const read: unknown = JSON.parse(typed);
      if (isObject(read)) onChange(read);
    } catch {
      // Said below the field until it can be read.
    }
  };
  return <JsonInput label={t("cart.asJson")} autosize minRows={6} maxRows={18} validationError={t("cart.notJson")} value={text} onChange={change} classNames={{ input: "lg-mono" }} />;
}
