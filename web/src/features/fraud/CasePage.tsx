import { Alert, Button, Grid, Skeleton, Stack } from "@mantine/core";
import { IconArrowRight, IconInfoCircle, IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { AboutCard, DecisionCard, OtherCases } from "@/features/fraud/CaseAside";
import { CaseState } from "@/features/fraud/CaseState";
import { type Asked, DecisionDialog } from "@/features/fraud/DecisionDialog";
import { Evidence } from "@/features/fraud/Evidence";
import { caseQuery, type FraudCase, nextCase, UNFILTERED } from "@/features/fraud/fraud";
import { LevelBadge } from "@/features/fraud/Score";
import { useWhyNot } from "@/features/fraud/useWhyNot";
import "@/features/fraud/fraud.css";
import { ActionButton } from "@/ui/ActionButton";
import { tell, useChange } from "@/ui/changes";
import { Failure } from "@/ui/Failure";
import { Page } from "@/ui/Page";
import { useUrlState } from "@/ui/url";

/** One case: what was found, about whom, and the decision. */
export default function CasePage() {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  return <OneCase key={caseId} caseId={caseId} />;
}

function OneCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation("fraud");
  const { data: about, error, refetch } = useQuery(caseQuery(caseId));
  return (
    <Page
      title={about ? about.subject.name : t("one")}
      trail={[{ to: "/fraud", label: t("title") }]}
      lead={about && (about.state === "open" ? t(`leads.${about.subject.kind}`) : t("leadDecided"))}
      marks={
        about && (
          <>
            <LevelBadge score={about.score} withScore />
            <CaseState about={about} />
          </>
        )
      }
      call={{ path: `/v1/fraud-cases/${caseId}`, operation: "getFraudCase", tag: "fraud-cases" }}
      actions={about && <Actions about={about} />}
    >
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : about ? (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Stack>
              <WhyNot about={about} />
              <DecisionCard about={about} />
              <Evidence findings={about.findings} score={about.score} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack>
              <AboutCard about={about} />
              <OtherCases about={about} />
            </Stack>
          </Grid.Col>
        </Grid>
      ) : (
        <Skeleton height={240} />
      )}
    </Page>
  );
}

/** What a hint of a button says may be missed, and cannot be seen on a phone. */
function WhyNot({ about }: { about: FraudCase }) {
  const why = useWhyNot(about);
  return why && about.state === "open" ? (
    <Alert variant="light" color="gray" icon={<IconInfoCircle />} p="xs">
      {why}
    </Alert>
  ) : null;
}

function Actions({ about }: { about: FraudCase }) {
  const { t } = useTranslation("fraud");
  const navigate = useNavigate();
  const [filter] = useUrlState(UNFILTERED);
  const [asked, ask] = useState<Asked>();
  const why = useWhyNot(about);
  const search = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== "")) as never;
  const goOn = useChange([], async () => {
    const next = await nextCase(about.id, filter);
    if (next === undefined) tell(t("lastOne"));
    await navigate({ to: next === undefined ? "/fraud" : `/fraud/${next}`, search });
  });
  const isOpen = about.state === "open";
  const look = isOpen ? {} : { variant: "default" };
  return (
    <>
      {isOpen && (
        <Button variant="subtle" rightSection={<IconArrowRight size={16} />} loading={goOn.isPending} onClick={() => goOn.mutate(undefined)}>
          {t("skip")}
        </Button>
      )}
      <ActionButton variant="default" leftSection={<IconShieldCheck size={17} />} why={why} onClick={() => ask({ about, verdict: "dismissed" })}>
        {t("verdicts.dismissed")}
      </ActionButton>
      <ActionButton color="red" {...look} leftSection={<IconShieldX size={17} />} why={why} onClick={() => ask({ about, verdict: "confirmed" })}>
        {t("verdicts.confirmed")}
      </ActionButton>
      <DecisionDialog asked={asked} onClose={() => ask(undefined)} onDecided={() => isOpen && goOn.mutate(undefined)} />
    </>
  );
}
