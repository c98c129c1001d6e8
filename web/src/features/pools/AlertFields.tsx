import { Button, Group, Menu, NativeSelect, NumberInput, SimpleGrid, Stack, TagsInput, Text, TextInput } from "@mantine/core";
import { IconUsersPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Problem } from "@/api/problem";
import type { Schemas } from "@/api/client";
import { useMay, useSession } from "@/api/session";
import { recipientListsQuery } from "@/features/pools/alerts";
import { faultOf } from "@/features/pools/faults";

export type Alert = Schemas["PoolAlert"];
type Unit = NonNullable<Schemas["Threshold"]["unit"]>;

const UNITS: Unit[] = ["codes", "percent", "days"];

interface AlertFieldsProps {
  alert: Alert;
  onChange: (alert: Alert) => void;
  problem?: Problem | undefined;
  /** What stands before the names of the fields in the server's answer. */
  within?: string;
}

/** When to tell of a pool, and whom. */
export function AlertFields({ alert, onChange, problem, within = "alert" }: AlertFieldsProps) {
  const { t } = useTranslation("pools");
  const { member } = useSession();
  const emails = alert.emails ?? [];
  const unit = alert.threshold?.unit ?? "codes";
  const below = alert.threshold?.below ?? "";
  const setThreshold = (next: number | "", nextUnit: Unit) =>
    onChange({ ...alert, threshold: next === "" ? null : { below: next, unit: nextUnit } });
  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <NumberInput
          label={t("alert.below")}
          className="lg-grow"
          min={1}
          allowNegative={false}
          thousandSeparator={t("thousands")}
          value={below}
          error={faultOf(problem, `${within}/threshold`)}
          onChange={(next) => setThreshold(typeof next === "number" && next > 0 ? next : "", unit)}
        />
        <NativeSelect
          aria-label={t("alert.unit")}
          value={unit}
          onChange={(event) => setThreshold(below === "" ? "" : below, event.currentTarget.value as Unit)}
          data={UNITS.map((value) => ({ value, label: t(`alert.units.${value}`) }))}
        />
      </Group>
      <TagsInput
        label={t("alert.emails")}
        description={t("alert.emailsHelp")}
        placeholder={emails.length ? "" : member.email}
        type="email"
        maxTags={50}
        acceptValueOnBlur
        splitChars={[",", ";", " "]}
        value={emails}
        data={[member.email]}
        error={faultOf(problem, `${within}/emails`)}
        onChange={(next) => onChange({ ...alert, emails: next })}
      />
      <RecipientLists add={(more) => onChange({ ...alert, emails: [...new Set([...emails, ...more])].slice(0, 50) })} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <NumberInput
          label={t("alert.expires")}
          description={t("alert.expiresHelp")}
          placeholder={t("alert.never")}
          min={1}
          max={3650}
          allowDecimal={false}
          allowNegative={false}
          suffix={` ${t("alert.daysAhead")}`}
          value={alert.expires_within_days ?? ""}
          error={faultOf(problem, `${within}/expires_within_days`)}
          onChange={(next) => onChange({ ...alert, expires_within_days: typeof next === "number" && next > 0 ? next : null })}
        />
        <TextInput
          label={t("alert.webhook")}
          description={t("alert.webhookHelp")}
          type="url"
          placeholder="https://"
          value={alert.webhook_url ?? ""}
          error={faultOf(problem, `${within}/webhook_url`)}
          onChange={(event) => onChange({ ...alert, webhook_url: event.currentTarget.value.trim() || null })}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** Puts the addresses of a saved list in. */
function RecipientLists({ add }: { add: (emails: string[]) => void }) {
  const { t } = useTranslation("pools");
  const may = useMay("MESSAGES_RECIPIENT_LIST_READ");
  const { data: lists } = useQuery({ ...recipientListsQuery, enabled: may });
  if (!lists?.length) return null;
  return (
    <Menu position="bottom-start" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="xs" variant="default" w="fit-content" leftSection={<IconUsersPlus size={15} />}>
          {t("alert.fromList")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {lists.map((list) => (
          <Menu.Item key={list.id} onClick={() => add(list.emails)}>
            <Text fz="sm">{list.name}</Text>
            <Text fz="xs" c="dimmed">
              {t("alert.addresses", { count: list.emails.length })}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
