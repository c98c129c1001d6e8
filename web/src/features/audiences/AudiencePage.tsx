import { Alert, Card, Grid, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArchive, IconArchiveOff, IconQuote } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { useMay } from "@/api/session";
import { archiveAudience, type Audience, audienceQuery, saveAudience } from "@/features/audiences/audiences";
import { type Condition, EMPTY, isComplete, isEmpty } from "@/features/audiences/conditions";
import { ConditionTree } from "@/features/audiences/ConditionTree";
import { LiveCount } from "@/features/audiences/LiveCount";
import { sayCondition } from "@/features/audiences/sentence";
import { same } from "@/forms/values";
import { ActionButton } from "@/ui/ActionButton";
import type { Call } from "@/ui/DeveloperMenu";
import { Failure, tellFailure } from "@/ui/Failure";
import { Page } from "@/ui/Page";
import { Status } from "@/ui/Status";
import { useUnsaved } from "@/ui/unsaved";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { from: "" };

/** An audience; its id is "new" before it has one. */
export default function AudiencePage() {
  const { audienceId } = useParams({ strict: false }) as { audienceId: string };
  const [{ from }] = useUrlState(DEFAULTS);
  const { t } = useTranslation("audiences");
  const id = audienceId === "new" ? from : audienceId;
  const { data, error, refetch } = useQuery({ ...audienceQuery(id), enabled: id !== "", refetchOnWindowFocus: false });
  const trail = [{ to: "/audiences", label: t("title") }];
  if (id !== "" && data === undefined) {
    return (
      <Page title={t("one")} trail={trail}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Skeleton height={280} />}
      </Page>
    );
  }
  const saved = audienceId === "new" ? undefined : data;
  const name = saved?.name ?? (data ? t("copyOf", { name: data.name }) : "");
  return <Editor key={audienceId} saved={saved} name={name} conditions={data?.conditions ?? EMPTY} />;
}

function Editor({ saved, name: givenName, conditions: given }: { saved: Audience | undefined; name: string; conditions: Condition }) {
  const { t } = useTranslation("audiences");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState(givenName);
  const [conditions, setConditions] = useState(given);
  const permission = saved ? "AUDIENCES_AUDIENCE_UPDATE" : "AUDIENCES_AUDIENCE_CREATE";
  const may = useMay(permission);
  const dirty = name !== (saved?.name ?? givenName) || !same(conditions, saved?.conditions ?? given);
  const leave = useUnsaved(dirty);
  const refresh = () => client.invalidateQueries({ queryKey: ["audiences"] });
  const save = useMutation({
    mutationFn: () => saveAudience(saved?.id, { name: name.trim(), conditions }),
    onSuccess: async (audience) => {
      client.setQueryData(audienceQuery(audience.id).queryKey, audience);
      setName(audience.name);
      await refresh();
      notifications.show({ color: "teal", message: t("saved", { name: audience.name }) });
      if (!saved) leave(() => void navigate({ to: `/audiences/${audience.id}`, replace: true }));
    },
  });
  const nameFault = nameFaultOf(save.error);
  return (
    <Page
      title={saved?.name ?? t("newTitle")}
      lead={t("oneLead")}
      trail={[{ to: "/audiences", label: t("title") }]}
      marks={saved?.archived_at && <Status tone="paused">{t("states.archived")}</Status>}
      call={callOf(saved, { name, conditions })}
      actions={
        <>
          {saved && <ArchiveButton audience={saved} />}
          <ActionButton why={reason()} loading={save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </ActionButton>
        </>
      }
    >
      {save.error && !nameFault && <Failure error={save.error} />}
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Card component="section" aria-label={t("conditions")}>
            <Stack>
              <TextInput
                label={t("name")}
                placeholder={t("nameExample")}
                required
                maw={460}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={nameFault}
              />
              <Title order={2} fz="md">
                {t("conditions")}
              </Title>
              {!isEmpty(conditions) && (
                <Alert variant="light" color="indigo" icon={<IconQuote size={18} />} p="xs">
                  <Text fz="sm" className="lg-words">
                    {t("sentence", { who: sayCondition(t, conditions) })}
                  </Text>
                </Alert>
              )}
              <ConditionTree value={conditions} onChange={setConditions} readOnly={!may} />
            </Stack>
          </Card>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <LiveCount conditions={conditions} />
        </Grid.Col>
      </Grid>
    </Page>
  );

  function reason(): string | false {
    if (!may) return t("mayNot", { permission });
    if (name.trim() === "") return t("why.name");
    if (!isComplete(conditions)) return t("why.unfinished");
    return saved !== undefined && !dirty && t("why.nothing");
  }
}

function nameFaultOf(error: unknown): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.at("name") ?? (error.code === "audience_name_taken" ? error.detail : undefined);
}

function callOf(saved: Audience | undefined, body: unknown): Call {
  return saved
    ? { method: "PATCH", path: `/v1/audiences/${saved.id}`, operation: "changeAudience", tag: "audiences", body }
    : { method: "POST", path: "/v1/audiences", operation: "createAudience", tag: "audiences", body };
}

function ArchiveButton({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audiences");
  const client = useQueryClient();
  const archived = audience.archived_at !== null;
  const permission = archived ? "AUDIENCES_AUDIENCE_UPDATE" : "AUDIENCES_AUDIENCE_DELETE";
  const may = useMay(permission);
  const move = useMutation({
    mutationFn: () => archiveAudience(audience.id, !archived),
    onError: tellFailure,
    onSettled: () => client.invalidateQueries({ queryKey: ["audiences"] }),
  });
  return (
    <ActionButton
      variant="default"
      why={!may && t("mayNot", { permission })}
      loading={move.isPending}
      leftSection={archived ? <IconArchiveOff size={17} /> : <IconArchive size={17} />}
      onClick={() => move.mutate()}
    >
      {t(archived ? "restore" : "archive")}
    </ActionButton>
  );
}
