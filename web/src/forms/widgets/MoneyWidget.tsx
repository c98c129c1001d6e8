import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useCurrency } from "@/forms/settings";
import { readMoney, showMoney } from "@/forms/texts";
import { isObject, withKey, withName } from "@/forms/values";
import { emptied, inputOf, useTyped, type WidgetProps } from "@/forms/widget";

/** An amount as one writes it; the API has minor units. Either in the form's currency, or one for each currency. */
export function MoneyWidget(props: WidgetProps) {
  return isObject(props.value) ? <PerCurrency {...props} value={props.value} /> : <Plain {...props} />;
}

function Plain(props: WidgetProps) {
  const { t } = useTranslation("forms");
  const currency = useCurrency();
  const { value, onChange, readOnly } = props;
  const input = inputOf(props);
  return (
    <Amount
      {...props}
      currency={currency}
      error={input.error}
      description={input.description}
      placeholder={props.shape.nullable ? t(props.name.startsWith("most") ? "unlimited" : "unset") : undefined}
      below={
        !readOnly &&
        typeof value === "number" && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange({ [currency]: value })}>
            {t("perCurrency")}
          </Button>
        )
      }
    />
  );
}

interface AmountProps extends WidgetProps {
  currency: string;
  error?: string | undefined;
  description?: string | undefined;
  placeholder?: string | undefined;
  below?: React.ReactNode;
}

function Amount({ currency, error, description, placeholder, below, ...props }: AmountProps) {
  const { t } = useTranslation("forms");
  const { text, type, isRead } = useTyped(props, (value) => showMoney(value, currency), (typed) => readMoney(typed, currency));
  return (
    <div>
      <TextInput
        label={props.label}
        description={description}
        withAsterisk={props.required}
        inputMode="decimal"
        readOnly={props.readOnly}
        value={text}
        placeholder={placeholder ?? showMoney(0, currency)}
        error={error ?? (isRead ? undefined : t("notMoney", { example: showMoney(1250, currency) }))}
        rightSection={<span aria-hidden>{currency}</span>}
        rightSectionWidth={52}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {below}
    </div>
  );
}

function PerCurrency(props: WidgetProps & { value: Record<string, unknown> }) {
  const { t } = useTranslation("forms");
  const { label, description, error, withAsterisk } = inputOf(props);
  const { value, onChange, readOnly } = props;
  const names = Object.keys(value);
  const next = ["EUR", "USD", "PLN", "GBP", "CZK", "CHF"].find((name) => !names.includes(name)) ?? "";
  return (
    <Input.Wrapper label={label} description={description} error={error} withAsterisk={withAsterisk} labelElement="div">
      <Stack gap={6} mt={4}>
        {names.map((name, place) => (
          <Group key={place} gap="xs" wrap="nowrap" align="flex-start">
            <TextInput
              w={84}
              aria-label={t("currencyOf", { label })}
              readOnly={readOnly}
              maxLength={3}
              value={name}
              onChange={(event) => onChange(withName(value, name, event.currentTarget.value.toUpperCase()))}
            />
            <div className="lg-grow">
              <Amount {...props} label={t("amountIn", { currency: name })} currency={name} required={false} faults={[]} value={value[name]} onChange={(amount) => onChange({ ...value, [name]: amount ?? null })} />
            </div>
            {!readOnly && (
              <ActionIcon variant="subtle" color="gray" aria-label={t("removeNamed", { name })} onClick={() => onChange(names.length > 1 ? withKey(value, name, undefined) : (value[name] ?? emptied(props)))}>
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!readOnly && next && (
          <Button size="compact-xs" variant="subtle" w="fit-content" onClick={() => onChange({ ...value, [next]: 0 })}>
            {t("addCurrency")}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
