import { Anchor, Card, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Profile } from "@/api/names";
import { qualify, type Qualification } from "@/features/redemptions/asking";
import type { CartInput } from "@/features/redemptions/sample";
import { useCurrency } from "@/forms/settings";
import { Failure } from "@/ui/Failure";
import { money } from "@/ui/format";
import { saidGrant, saidReason, saidValue } from "@/ui/reasons";
import { Status } from "@/ui/Status";

/** What the customer could use now with this cart, best first. */
export function CouldUse({ profile, cart }: { profile: Profile; cart: CartInput | undefined }) {
  const { t } = useTranslation("customers");
  const currency = useCurrency();
  const [asked] = useDebouncedValue(cart, 500);
  const { data, error } = useQuery({
    queryKey: ["customers", profile.id, "qualifications", asked],
    queryFn: () => qualify(profile.id, asked ?? null),
    placeholderData: keepPreviousData,
  });
  return (
    <Card>
      <Title order={2} fz="md">
        {t("could.title")}
      </Title>
      <Text fz="sm" c="dimmed" mb="sm">
        {t("could.lead")}
      </Text>
      {error && <Failure error={error} />}
      {!error && data === undefined && <Skeleton height={80} />}
      {data?.items.length === 0 && <Text fz="sm">{t("could.nothing")}</Text>}
      <Stack gap="sm">{data?.items.map((found) => <Found key={found.promotion.id + (found.code ?? "")} found={found} currency={currency} />)}</Stack>
    </Card>
  );
}

function Found({ found, currency }: { found: Qualification; currency: string }) {
  const { t } = useTranslation("customers");
  const gives = [found.discount > 0 && t("could.off", { amount: money(found.discount, currency) }), ...found.grants.map((grant) => saidGrant(grant, currency))].filter(Boolean);
  const lacks = found.outcome === "missing";
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
      <div>
        <Anchor component={Link} to={`/promotions/${found.promotion.id}`} fz="sm" fw={600} className="lg-words">
          {found.promotion.name}
        </Anchor>
        <Text fz="xs" c="dimmed" className="lg-words">
          {lacks ? [saidReason(found.reason), found.missing !== null && t("could.missing", { value: saidValue(found.missing, found.reason ?? "", currency) })].filter(Boolean).join(" ") : gives.join(" · ")}
          {found.code && ` · ${t("could.code", { code: found.code })}`}
        </Text>
      </div>
      <Status tone={lacks ? "warn" : "good"}>{t(lacks ? "could.almost" : "could.now")}</Status>
    </Group>
  );
}
