import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconUser } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf } from "@/api/client";
import { nameOf, type Profile } from "@/api/names";

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
  const { found, hidden, isLooking } = useFound(value, typed);
  const about = new Map(found.map((profile) => [String(profile.id), profile.email ?? profile.custom_id ?? `#${String(profile.id)}`]));
  return (
    <Select
      {...(hideLabel ? { "aria-label": label } : { label })}
      description={description}
      placeholder={placeholder ?? t("customer.find")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("customer.nobody") }}
      leftSection={isLooking ? <Loader size={14} /> : <IconUser size={16} aria-hidden />}
      value={value || null}
      onChange={(id) => onChange(id ?? "")}
      onSearchChange={setTyped}
      selectFirstOptionOnChange
      filter={({ options }) => options.filter((option) => !("value" in option) || option.value !== hidden)}
      nothingFoundMessage={isLooking ? "…" : t("customer.none")}
      data={found.map((profile) => ({ value: String(profile.id), label: nameOf(profile) }))}
      renderOption={({ option }) => {
        const by = about.get(option.value);
        return by === undefined || by === option.label ? option.label : `${option.label} · ${by}`;
      }}
    />
  );
}

interface FoundCustomers {
  found: Profile[];
  /** Whoever is chosen is known here by name, but is not shown among those who are found for other words. */
  hidden: string | undefined;
  isLooking: boolean;
}

/** Who is chosen, and who is found for what is typed now; nobody who was found for other words, lest he be picked. */
function useFound(value: string, typed: string): FoundCustomers {
  const [asked] = useDebouncedValue(typed.trim(), PAUSE);
  const { data: chosen } = useQuery({
    queryKey: ["customers", "picked", value],
    enabled: value !== "",
    queryFn: () => dataOf(api.GET("/v1/profiles/{profile_id}", { params: { path: { profile_id: Number(value) } } })),
  });
  const known = chosen && String(chosen.id) === value ? [chosen] : [];
  const words = known.some((profile) => nameOf(profile) === asked) ? "" : asked;
  const { data, isFetching } = useQuery({
    queryKey: ["customers", "search", words],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/profiles", { params: { query: { limit: SHOWN, q: words || undefined } }, signal })),
  });
  const fits = typed.trim() === asked ? (data?.items ?? []) : [];
  const others = fits.filter((profile) => String(profile.id) !== value);
  const isShown = typed.trim() === "" || known.some((profile) => nameOf(profile) === typed.trim()) || others.length < fits.length;
  return { found: [...known, ...others], hidden: isShown ? undefined : value, isLooking: isFetching || typed.trim() !== asked };
}
