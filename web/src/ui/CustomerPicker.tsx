import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconUser } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
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
  const { found, shown, isTyped, isLooking } = useFound(value, typed);
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
      onKeyDown={(event) => isTyped && pickFirst(event)}
      filter={({ options }) => options.filter((option) => "value" in option && shown.has(option.value))}
      nothingFoundMessage={isLooking ? "…" : t("customer.none")}
      data={found.map((profile) => ({ value: String(profile.id), label: nameOf(profile) }))}
      renderOption={({ option }) => {
        const by = about.get(option.value);
        return by === undefined || by === option.label ? option.label : `${option.label} · ${by}`;
      }}
    />
  );
}

/** Enter picks the first of the list unless an arrow marked another; it sends no form while somebody is being typed. */
function pickFirst(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const list = document.getElementById(event.currentTarget.getAttribute("aria-controls") ?? "");
  if (!list?.querySelector("[data-combobox-selected]")) list?.querySelector<HTMLElement>("[data-combobox-option]")?.click();
}

interface FoundCustomers {
  /** Whom the field must know by name. */
  found: Profile[];
  /** Who of them is shown; whoever is chosen is not, while somebody else is typed. */
  shown: ReadonlySet<string>;
  isTyped: boolean;
  isLooking: boolean;
}

/** Who is chosen, and who is found for what is typed now; nobody who was found for other words, lest he be picked. */
function useFound(value: string, typed: string): FoundCustomers {
  const now = typed.trim();
  const [asked] = useDebouncedValue(now, PAUSE);
  const { data: chosen } = useQuery({
    queryKey: ["customers", "picked", value],
    enabled: value !== "",
    queryFn: () => dataOf(api.GET("/v1/profiles/{profile_id}", { params: { path: { profile_id: Number(value) } } })),
  });
  const known = chosen && String(chosen.id) === value ? [chosen] : [];
  const isName = (words: string) => known.some((profile) => nameOf(profile) === words);
  const words = isName(asked) ? "" : asked;
  const { data, isFetching } = useQuery({
    queryKey: ["customers", "search", words],
    queryFn: ({ signal }) => dataOf(api.GET("/v1/profiles", { params: { query: { limit: SHOWN, q: words || undefined } }, signal })),
  });
  const fits = now === asked ? (data?.items ?? []) : [];
  const isTyped = now !== "" && !isName(now);
  const shown = new Set([...(isTyped ? [] : known), ...fits].map(({ id }) => String(id)));
  const others = fits.filter(({ id }) => !known.some((profile) => profile.id === id));
  return { found: [...known, ...others], shown, isTyped, isLooking: isFetching || now !== asked };
}
