import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { readMoney, showMoney } from "@/forms/texts";

interface MoneyInputProps extends Omit<TextInputProps, "value" | "onChange"> {
  /** Minor units; undefined while nothing that is an amount is typed. */
  value: number | undefined;
  onChange: (minor: number | undefined) => void;
  currency: string;
}

/** An amount as people type it, in whole minor units of its currency. */
export function MoneyInput({ value, onChange, currency, error, ...rest }: MoneyInputProps) {
  const { t } = useTranslation("redemptions");
  const [text, setText] = useState(showMoney(value, currency));
  const read = readMoney(text, currency);
  const shown = read === value || text !== "" ? text : showMoney(value, currency);
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      rightSection={currency}
      rightSectionWidth={52}
      rightSectionPointerEvents="none"
      value={shown}
      error={error ?? (text !== "" && read === undefined && t("money.notAnAmount"))}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(readMoney(event.currentTarget.value, currency));
      }}
      {...rest}
    />
  );
}
