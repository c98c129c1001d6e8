import { Group, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useDescribe } from "@/forms/describe";
import { childrenOf, leafOf, modeOf, namesOf } from "@/forms/groups/tree";
import { membersOf } from "@/forms/resolve";
import type { Families } from "@/forms/schema";
import { Sentence } from "@/forms/Sentence";
import { isObject } from "@/forms/values";
import { saidReason, saidValue } from "@/ui/reasons";
import { type Explanation, Verdict } from "@/ui/Verdict";

interface RuleVerdictProps {
  rules: unknown;
  explanation: Explanation;
  catalog: Families;
  currency: string;
  /** Where everything passed, not every rule is told of. */
  passed: boolean;
}

/** The rules as they are written, each with whether it holds for the cart and what was seen. */
export function RuleVerdict({ rules, explanation, catalog, currency, passed }: RuleVerdictProps) {
  const { definitions } = catalog;
  const { t } = useTranslation("promotions");
  const members = membersOf(definitions.AnyRule ?? {}, definitions);
  const names = namesOf(members);
  const { sentence } = useDescribe(definitions, rules);
  if (!matches(rules, explanation)) return <Verdict explanation={explanation} currency={currency} />;
  return <Stack gap={6} component="ul" className="lg-plain-list" mt="xs">{row(rules, explanation, "0")}</Stack>;

  function matches(node: unknown, told: Explanation): boolean {
    return isObject(node) && (told.rule === node.type || (passed && told.passed));
  }

  function row(node: unknown, told: Explanation | undefined, key: string): React.ReactNode {
    const mode = modeOf(node, names);
    const inner = isObject(node) && node.type === "not" && mode ? told?.parts?.[0] : told;
    return (
      <li key={key}>
        <Group gap={8} wrap="nowrap" align="flex-start">
          <Sign told={told} />
          <div>
            {mode ? <Text fz="sm" fw={600}>{t(`forms:modes.${mode}`)}</Text> : leafWords(node)}
            {!mode && told?.passed === false && <Why told={told} currency={currency} />}
          </div>
        </Group>
        {mode && (
          <Stack gap={6} component="ul" className="lg-plain-list" mt={6} pl="lg">
            {childrenOf(node, names).map((child, place) => row(child, inner?.parts?.[place], `${key}/${String(place)}`))}
          </Stack>
        )}
      </li>
    );
  }

  function leafWords(node: unknown): React.ReactNode {
    const { leaf, negated } = leafOf(node, names);
    const tag = isObject(leaf) ? String(leaf.type) : "";
    const variant = catalog.families.rules?.find(({ type }) => type === tag);
    return (
      <Text fz="sm" span>
        {negated && `${t("forms:not")} `}
        <Sentence parts={sentence(leaf, members.find((member) => member.tag === tag)?.schema ?? {}, variant, tag)} />
      </Text>
    );
  }
}

function Sign({ told }: { told: Explanation | undefined }) {
  const { t } = useTranslation("promotions");
  if (!told) return <Text span c="dimmed" fz="sm" aria-label={t("try.untold")} role="img">–</Text>;
  const Icon = told.passed ? IconCircleCheck : IconCircleX;
  return (
    <Text span c={told.passed ? "teal" : "red"} lh={1} mt={2} role="img" aria-label={t(told.passed ? "try.holds" : "try.holdsNot")}>
      <Icon size={18} aria-hidden />
    </Text>
  );
}

function Why({ told, currency }: { told: Explanation; currency: string }) {
  const { t } = useTranslation("promotions");
  const said = (value: unknown) => saidValue(value, told.reason, currency);
  const facts = [
    told.observed !== null && told.observed !== undefined && t("try.seen", { value: said(told.observed) }),
    told.needed !== null && told.needed !== undefined && t("try.needed", { value: said(told.needed) }),
    told.missing !== null && told.missing !== undefined && t("try.missing", { value: said(told.missing) }),
  ].filter(Boolean);
  return (
    <Text fz="xs" c="dimmed" className="lg-words">
      {[saidReason(told.reason), facts.join(" · ")].filter(Boolean).join(" ")}
    </Text>
  );
}
