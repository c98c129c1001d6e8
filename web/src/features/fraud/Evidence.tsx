import { Anchor, Badge, Card, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCustomerNames } from "@/api/names";
import type { Finding } from "@/features/fraud/fraud";
import { useFraudWords } from "@/features/fraud/words";
import { count } from "@/ui/format";

/** What was found, the heaviest first: what was seen, from what on it is suspicious, and what it weighs. */
export function Evidence({ findings, score }: { findings: Finding[]; score: number }) {
  const { t } = useTranslation("fraud");
  return (
    <Card component="section" padding="lg">
      <Group justify="space-between" gap="sm" mb="xs">
        <Title order={2} fz="lg">
          {t("evidence.title")}
        </Title>
        <Text fz="sm" c="dimmed">
          {t("evidence.sum", { count: score, score: count(score) })}
        </Text>
      </Group>
      <Stack component="ul" gap={0} className="lg-verdict">
        {findings.map((finding) => (
          <OneFinding key={finding.signal} finding={finding} />
        ))}
      </Stack>
    </Card>
  );
}

// The bar is full at twice of what is needed: from there on more adds no points.
const FULL = 50;

function OneFinding({ finding }: { finding: Finding }) {
  const { t } = useTranslation("fraud");
  const words = useFraudWords();
  const { signal, title, observed, needed, points, customers } = finding;
  return (
    <li className="lg-finding">
      <Group justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
        <Title order={3} fz="md">
          {words.title(signal, title)}
        </Title>
        <Badge variant="light" tt="none" className="lg-status">
          {t("evidence.points", { count: points })}
        </Badge>
      </Group>
      <Text fz="sm" mt={2}>
        {words.text(finding)}
      </Text>
      <div className="lg-measure" aria-hidden>
        <Progress value={Math.min(100, (observed / needed) * FULL)} size={8} color="orange" />
        <span className="lg-mark" />
      </div>
      <Group justify="space-between" gap="xs">
        <Text fz="xs" c="dimmed" className="lg-tabular">
          {t("evidence.observed", { count: observed, observed: count(observed) })}
        </Text>
        <Text fz="xs" c="dimmed" className="lg-tabular">
          {t("evidence.needed", { count: needed, needed: count(needed) })}
        </Text>
      </Group>
      {customers.length > 0 && <Others ids={customers} />}
    </li>
  );
}

const FEW = 8;

/** Other customers whom it concerns, by name. */
function Others({ ids }: { ids: number[] }) {
  const { t } = useTranslation("fraud");
  const [all, showAll] = useState(false);
  const shown = all ? ids : ids.slice(0, FEW);
  const name = useCustomerNames(shown);
  return (
    <div>
      <Text fz="xs" fw={650} mt="sm" mb={2}>
        {t("evidence.others", { count: ids.length })}
      </Text>
      <Group gap="xs">
        {shown.map((id) => (
          <Anchor key={id} component={Link} to={`/customers/${String(id)}`} fz="sm" className="lg-words lg-other">
            {name(id)}
          </Anchor>
        ))}
        {!all && ids.length > FEW && (
          <Anchor component="button" type="button" fz="sm" onClick={() => showAll(true)}>
            {t("evidence.more", { count: ids.length - FEW })}
          </Anchor>
        )}
      </Group>
    </div>
  );
}
