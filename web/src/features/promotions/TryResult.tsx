import { Alert, Button, Card, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Definition, Promotion } from "@/features/promotions/promotions";
import { RuleVerdict } from "@/features/promotions/RuleVerdict";
import type { Candidate, Tried } from "@/features/promotions/trial";
import type { Families } from "@/forms/schema";
import { money, moneyOff } from "@/ui/format";
import { saidGrant, saidReason } from "@/ui/reasons";
import type { Explanation } from "@/ui/Verdict";

interface TryResultProps {
  told: Tried;
  promotion: Promotion;
  catalog: Families;
  definition: Definition;
  open: (tab: string) => void;
}

const LOOKS = {
  applicable: { color: "teal", icon: IconCircleCheck },
  skipped: { color: "gray", icon: IconPlayerPause },
  inapplicable: { color: "red", icon: IconCircleX },
} as const;

/** What the cart would get, the reason for each rule, and what the others do. */
export function TryResult({ told, promotion, catalog, definition, open }: TryResultProps) {
  const { t } = useTranslation("promotions");
  const { currency } = told;
  const own = told.candidates.find((candidate) => candidate.promotion?.id === promotion.id);
  const others = told.candidates.filter((candidate) => candidate.promotion?.id !== promotion.id);
  const names = new Map(told.candidates.map(({ promotion: of }) => [of?.id ?? "", of?.name ?? ""]));
  const look = LOOKS[own?.outcome ?? "inapplicable"];
  const Sign = look.icon;
  return (
    <>
      <Alert color={look.color} variant="light" icon={<Sign />} title={t(`try.outcomes.${own?.outcome ?? "inapplicable"}`)}>
        {own?.outcome === "applicable" ? <Gives candidate={own} currency={currency} /> : <Text fz="sm">{whyOf(own)}</Text>}
      </Alert>
      <Card>
        <Title order={2} fz="md">{t("try.gets")}</Title>
        <Totals told={told} />
      </Card>
      {own?.explanation && definition.rules ? (
        <Card>
          <Group justify="space-between">
            <Title order={2} fz="md">{t("try.rules")}</Title>
            <Button size="compact-sm" variant="subtle" onClick={() => open("rules")}>{t("try.toRules")}</Button>
          </Group>
          <RuleVerdict rules={definition.rules} explanation={own.explanation as Explanation} catalog={catalog} currency={currency} passed={own.outcome !== "inapplicable"} />
        </Card>
      ) : null}
      {others.length > 0 && (
        <Card>
          <Title order={2} fz="md">{t("try.others")}</Title>
          <Stack gap={6} mt="xs" component="ul" className="lg-plain-list">
            {others.filter(({ outcome }) => outcome !== "inapplicable").map((candidate) => (
              <Group key={`${candidate.promotion?.id ?? ""} ${candidate.code ?? ""}`} component="li" justify="space-between" gap="xs" wrap="nowrap">
                <Text fz="sm" className="lg-words">{candidate.promotion?.name ?? candidate.code}</Text>
                <Text fz="sm" c="dimmed">{candidate.outcome === "applicable" ? givesOf(candidate, currency).join(" · ") : t("try.beside", { reason: saidReason(candidate.reason), name: names.get(candidate.beside ?? "") ?? "" })}</Text>
              </Group>
            ))}
          </Stack>
          <Text fz="xs" c="dimmed" mt="xs">{t("try.notApplicable", { count: others.filter(({ outcome }) => outcome === "inapplicable").length })}</Text>
        </Card>
      )}
    </>
  );

  function whyOf(candidate: Candidate | undefined): string {
    const beside = candidate?.beside ? names.get(candidate.beside) : undefined;
    return [saidReason(candidate?.reason), beside && `(${beside})`, candidate?.message && `“${candidate.message}”`].filter(Boolean).join(" ");
  }
}

function Gives({ candidate, currency }: { candidate: Candidate; currency: string }) {
  const { t } = useTranslation("promotions");
  const gives = givesOf(candidate, currency);
  return (
    <Stack gap={2}>
      {gives.length === 0 && <Text fz="sm">{t("try.givesNothing")}</Text>}
      {gives.map((words) => <Text key={words} fz="sm" fw={600}>{words}</Text>)}
    </Stack>
  );
}

function givesOf(candidate: Candidate, currency: string): string[] {
  const grants = candidate.grants.map((grant) => saidGrant(grant, currency));
  return candidate.discount > 0 ? [moneyOff(candidate.discount, currency), ...grants] : grants;
}

function Totals({ told }: { told: Tried }) {
  const { t } = useTranslation("promotions");
  const lines = [...told.lines].sort((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
  const rows = [...lines.map((line) => ({ name: t("cart.line", { number: line.id }), ...line })), { name: t("cart.shipping"), ...told.shipping }, { name: t("try.total"), ...told.total, strong: true }];
  return (
    <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={t("try.gets")}>
      <Table verticalSpacing={6} mt="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("try.what")}</Table.Th>
            <Table.Th ta="right">{t("try.before")}</Table.Th>
            <Table.Th ta="right">{t("try.off")}</Table.Th>
            <Table.Th ta="right">{t("try.after")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <Table.Tr key={place} fw={"strong" in row ? 700 : undefined}>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td ta="right">{money(row.initial, told.currency)}</Table.Td>
              <Table.Td ta="right">{row.discount ? moneyOff(row.discount, told.currency) : "–"}</Table.Td>
              <Table.Td ta="right">{money(row.final, told.currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
