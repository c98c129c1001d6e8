import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { IconUser } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { nameOf } from "@/api/names";

const PAUSE = 250;
const SHOWN = 10;

interface CustomerPickerProps {
  label: string;
  description?: string;
  /** The number of the profile; nothing for nobody. */
  value: string;
  onChange: (id: string) => void;
  placeholder?: string;
  /** For filters, whose label need not be seen. */
  hideLabel?: boolean;
}

/** Finds a customer by name, e-mail, phone, own id or number. */
export function CustomerPicker({ label, description, value, onChange, placeholder, hideLabel = false }: CustomerPickerProps) {
  const { t } = useTranslation("app");
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), PAUSE);
  const { data: chosen } = useQuery({
    queryKey: ["customers", "picked", value],
    enabled: value !== "",
    queryFn: () => dataOf(api.GET("/v1/profiles/{profile_id}", { params: { path: { profile_id: Number(value) } } })),
  });
  const known = chosen && String(chosen.id) === value ? chosen : undefined;
  const words = asked === (known && nameOf(known)) ? "" : asked;
  const { data, isFetching } = useQuery({
    queryKey: ["customers", "search", words],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      dataOf(api.GET("/v1/profiles", { params: { query: { limit: SHOWN, q: words || undefined } }, signal })),
  });
  const found = [...(known ? [known] : []), ...(data?.items ?? []).filter((profile) => profile.id !== known?.id)];
  const about = new Map(found.map((profile) => [String(profile.id), profile.email ?? profile.custom_id ?? `#${String(profile.id)}`]));
  return (
    <Select
      {...(hideLabel ? { "aria-label": label } : { label })}
      description={description}
      placeholder={placeholder ?? t("customer.find")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("customer.nobody") }}
      leftSection={isFetching ? <Loader size={14} /> : <IconUser size={16} aria-hidden />}
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={isFetching ? "…" : t("customer.none")}
      data={found.map((profile) => ({ value: String(profile.id), label: nameOf(profile) }))}
      renderOption={({ option }) => {
        const by = about.get(option.value);
        return by === undefined || by === option.label ? option.label : `${option.label} · ${by}`;
      }}
    />
  );
}
