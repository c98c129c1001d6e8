import { Anchor, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useCustomerNames } from "@/api/names";
import { useMay } from "@/api/session";
import { CaseState } from "@/features/fraud/CaseState";
import { casesAboutQuery, type FraudCase } from "@/features/fraud/fraud";
import { LevelBadge } from "@/features/fraud/Score";
import { SubjectIcon, SubjectWays } from "@/features/fraud/Subject";
import { useFraudWords } from "@/features/fraud/words";
import { useZone } from "@/forms/settings";
import { Facts } from "@/ui/Facts";
import { moment, since } from "@/ui/format";

/** Whom a case is about, and where more is known of them. */
export function AboutCard({ about }: { about: FraudCase }) {
  const { t } = useTranslation("fraud");
  const zone = useZone();
  const { subject } = about;
  return (
    <Card component="section" padding="lg">
      <Group gap="sm" wrap="nowrap" mb="md">
        <SubjectIcon kind={subject.kind} size={40} />
        <div className="lg-figure">
          <Title order={2} fz="lg" className="lg-words">
            {subject.name}
          </Title>
          <Text fz="sm" c="dimmed" className="lg-words">
            {subject.kind === "customer" ? t("customerOf", { id: subject.id }) : t(`kinds.${subject.kind}`)}
          </Text>
        </div>
      </Group>
      <Facts
        cols={2}
        facts={[
          [t("columns.opened"), <time key="opened" dateTime={about.opened_at}>{moment(about.opened_at, zone)}</time>],
          [t("columns.seen"), <time key="seen" dateTime={about.seen_at}>{moment(about.seen_at, zone)}</time>],
          ...(subject.holder_id === null ? [] : [[t("columns.holder"), <Holder key="holder" id={subject.holder_id} />] as [string, ReactNode]]),
        ]}
      />
      <Text fz="sm" fw={650} mt="md" mb={6}>
        {t("ways.title")}
      </Text>
      <SubjectWays subject={subject} />
    </Card>
  );
}

/** The customer whom a code was given to. */
function Holder({ id }: { id: number }) {
  const name = useCustomerNames([id]);
  return (
    <Anchor component={Link} to={`/customers/${String(id)}`} fz="sm" className="lg-words">
      {name(id)}
    </Anchor>
  );
}

/** What was decided, by whom, and why. */
export function DecisionCard({ about }: { about: FraudCase }) {
  const { t } = useTranslation("fraud");
  const zone = useZone();
  const words = useFraudWords();
  const seesLog = useMay("ACCOUNTS_AUDIT_READ");
  if (about.state === "open" || !about.decided_at) return null;
  return (
    <Card component="section" padding="lg">
      <Group gap="xs" mb="sm">
        <Title order={2} fz="lg">
          {t("decision.title")}
        </Title>
        <CaseState about={about} />
      </Group>
      <Facts
        cols={2}
        facts={[
          [t("columns.by"), words.decider(about)],
          [t("columns.decided"), <time key="decided" dateTime={about.decided_at}>{moment(about.decided_at, zone)}</time>],
        ]}
      />
      <Text fz="xs" c="dimmed" mt="sm">
        {t("columns.note")}
      </Text>
      <Text fz="sm" className="lg-words lg-note">
        {about.note ?? t("decision.noNote")}
      </Text>
      {about.trusted && (
        <Text fz="sm" mt="sm">
          {t("decision.trusted")}
        </Text>
      )}
      {seesLog && (
        <Anchor component={Link} to="/activity" search={{ type: "fraud_case", object: about.id } as never} fz="sm" mt="sm" display="inline-block">
          {t("decision.log")}
        </Anchor>
      )}
    </Card>
  );
}

/** Other cases about the same subject. */
export function OtherCases({ about }: { about: FraudCase }) {
  const { t } = useTranslation("fraud");
  const { data } = useQuery(casesAboutQuery(about.subject.kind, about.subject.id));
  const others = (data ?? []).filter(({ id }) => id !== about.id).sort((a, b) => b.opened_at.localeCompare(a.opened_at));
  if (others.length === 0) return null;
  return (
    <Card component="section" padding="lg">
      <Title order={2} fz="lg" mb="sm">
        {t("others.title")}
      </Title>
      <Stack component="ul" gap="xs" className="lg-verdict">
        {others.map((other) => (
          <li key={other.id}>
            <Group gap="xs">
              <Anchor component={Link} to={`/fraud/${other.id}`} fz="sm">
                {t("others.of", { since: since(other.opened_at), score: other.score })}
              </Anchor>
              {other.state === "open" ? <LevelBadge score={other.score} /> : <CaseState about={other} />}
            </Group>
          </li>
        ))}
      </Stack>
    </Card>
  );
}
