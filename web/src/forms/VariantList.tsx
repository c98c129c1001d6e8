import { ActionIcon, Button, Stack, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import "@/forms/forms.css";
import { useDescribe } from "@/forms/describe";
import { own, type PlacedFault, within } from "@/forms/faults";
import { fresh } from "@/forms/fresh";
import type { JsonSchema, Variant } from "@/forms/schema";
import { plain } from "@/forms/sentence";
import { isObject, moved, replaced, without } from "@/forms/values";
import { VariantPicker } from "@/forms/VariantPicker";
import { VariantRow } from "@/forms/VariantRow";

interface VariantListProps {
  variants: readonly Variant[];
  definitions: Record<string, JsonSchema>;
  value: unknown;
  onChange: (value: unknown[]) => void;
  faults: readonly PlacedFault[];
  readOnly?: boolean;
  add: string;
  none: string;
  below?: (item: unknown, onChange: (item: unknown) => void) => ReactNode;
}

/** Several variants in their order, such as the rewards of a promotion; each reads as a sentence. */
export function VariantList({ variants, definitions, value, onChange, faults, readOnly = false, add, none, below }: VariantListProps) {
  const { t } = useTranslation("forms");
  const { sentence } = useDescribe(definitions, value);
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<number>();
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const [only] = variants;
  const variantOf = (item: unknown) => (variants.length === 1 ? only : variants.find(({ type }) => isObject(item) && item.type === type));
  const fault = own(faults);
  const put = (next: unknown[], open?: number) => {
    setOpened(open);
    onChange(next);
  };
  const begin = (type: string) => {
    const variant = variants.find((each) => each.type === type);
    setAdding(false);
    if (variant) put([...items, fresh(variant.schema, definitions)], items.length);
  };
  return (
    <Stack gap={6}>
      {fault !== undefined && <Text fz="sm" c="red" role="alert">{fault}</Text>}
      {items.length === 0 && <Text fz="sm" c="dimmed">{none}</Text>}
      {items.map((item, place) => {
        const variant = variantOf(item);
        const parts = sentence(item, variant?.schema ?? {}, variant, variant?.type ?? "");
        const name = plain(parts);
        const change = (next: unknown) => onChange(replaced(items, place, next));
        const act = (label: string, Icon: typeof IconTrash, next: () => unknown[]) => (
          <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => put(next())}>
            <Icon size={16} />
          </ActionIcon>
        );
        return (
          <VariantRow
            key={place}
            parts={parts}
            actions={
              !readOnly && (
                <>
                  {place > 0 && act(t("upNamed", { name }), IconArrowUp, () => moved(items, place, place - 1))}
                  {place < items.length - 1 && act(t("downNamed", { name }), IconArrowDown, () => moved(items, place, place + 1))}
                  {act(t("copyNamed", { name }), IconCopy, () => [...items.slice(0, place + 1), structuredClone(item), ...items.slice(place + 1)])}
                  {act(t("removeNamed", { name }), IconTrash, () => without(items, place))}
                </>
              )
            }
            open={opened === place}
            onOpen={() => setOpened(opened === place ? undefined : place)}
            help={variant?.help}
            schema={variant?.schema}
            definitions={definitions}
            value={item}
            onChange={change}
            faults={within(faults, place)}
            readOnly={readOnly}
            below={below?.(item, change)}
          />
        );
      })}
      {!readOnly && (
        <Button variant="light" size="xs" w="fit-content" leftSection={<IconPlus size={15} />} onClick={() => (variants.length === 1 && only ? begin(only.type) : setAdding(true))}>
          {add}
        </Button>
      )}
      <VariantPicker title={add} opened={adding} onClose={() => setAdding(false)} choices={variants} onPick={begin} />
    </Stack>
  );
}
