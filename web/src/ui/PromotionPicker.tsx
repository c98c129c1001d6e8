import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { IconDiscount2 } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { usePromotionNames } from "@/api/names";

interface PromotionPickerProps {
  label: string;
  value: string;
  onChange: (id: string) => void;
  placeholder?: string;
  /** For filters, whose label need not be seen. */
  hideLabel?: boolean;
}

/** Finds a promotion by its name. */
export function PromotionPicker({ label, value, onChange, placeholder, hideLabel = false }: PromotionPickerProps) {
  const { t } = useTranslation("redemptions");
  const [typed, setTyped] = useState("");
  const nameOf = usePromotionNames([value || null]);
  const wanted = typed === nameOf(value) ? "" : typed.trim();
  const [words] = useDebouncedValue(wanted, 200);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["promotions", "search", words],
    queryFn: () => dataOf(api.GET("/v1/promotions", { params: { query: { limit: 20, search: words || undefined } } })),
    placeholderData: keepPreviousData,
  });
  // What was found for other words must not be picked.
  const isLooking = isPlaceholderData || words !== wanted;
  const options = (isLooking ? [] : (data?.items ?? [])).map(({ id, name, code }) => ({ value: id, label: name === code ? name : `${name} · ${code}` }));
  if (value && !options.some((option) => option.value === value)) options.unshift({ value, label: nameOf(value) });
  return (
    <Select
      {...(hideLabel ? { "aria-label": label } : { label })}
      placeholder={placeholder ?? label}
      leftSection={<IconDiscount2 size={16} aria-hidden />}
      data={options}
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      nothingFoundMessage={isLooking ? "…" : t("pickers.noPromotion")}
      clearButtonProps={{ "aria-label": t("pickers.clear") }}
      searchable
      clearable
    />
  );
}
