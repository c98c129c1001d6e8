import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface CurrencyChoiceProps {
  currencies: string[];
  value: string;
  onChange: (currency: string) => void;
}

/** Which currency a chart shows, where there is more than one: money of two is never added up. */
export function CurrencyChoice({ currencies, value, onChange }: CurrencyChoiceProps) {
  const { t } = useTranslation("reports");
  if (currencies.length < 2) return null;
  return <Select size="xs" w={92} aria-label={t("currency")} data={currencies} value={value} onChange={(next) => next && onChange(next)} allowDeselect={false} />;
}

/** The currency of choice if the report has it, else its first. */
export function currencyOf(currencies: string[], wanted: string): string {
  return currencies.includes(wanted) ? wanted : (currencies[0] ?? "EUR");
}
