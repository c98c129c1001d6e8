import { Button, Drawer, SegmentedControl, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCustomerNames } from "@/api/names";
import { useSession } from "@/api/session";
import type { At } from "@/canvas/context";
import { JOURNEY_TONES, listNodeJourneys } from "@/features/workflows/workflows";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";
import { Status } from "@/ui/Status";

/** Customers that are asked for by name; those further down go by their numbers. */
const NAMED = 200;

interface NodeJourneysProps {
  workflowId: string;
  version: number | undefined;
  hours: number;
  asked: { node: string; at: At } | undefined;
  title: string | undefined;
  close: () => void;
}

/** The journeys behind a count. */
export function NodeJourneys({ asked, title, close, ...rest }: NodeJourneysProps) {
  const { t } = useTranslation("workflows");
  return (
    <Drawer opened={asked !== undefined} onClose={close} position="right" size="lg" title={t("nodeJourneys.title", { node: title ?? "" })} closeButtonProps={{ "aria-label": t("close") }}>
      {asked && rest.version !== undefined && <Found {...rest} version={rest.version} asked={asked} key={`${asked.node}${asked.at}`} />}
    </Drawer>
  );
}

function Found({ workflowId, version, hours, asked }: { workflowId: string; version: number; hours: number; asked: { node: string; at: At } }) {
  const { t } = useTranslation("workflows");
  const { workspace } = useSession();
  const [at, choose] = useState(asked.at);
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ["workflows", workflowId, "node-journeys", version, asked.node, at, hours],
    initialPageParam: "",
    queryFn: ({ pageParam }) => listNodeJourneys(workflowId, { version, node: asked.node, at, hours, cursor: pageParam }),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const journeys = data?.pages.flatMap((page) => page.items);
  const name = useCustomerNames((journeys ?? []).slice(0, NAMED).map(({ profile_id: id }) => id));
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label={t("nodeJourneys.which")}
        value={at}
        onChange={(value) => choose(value as At)}
        data={(["entered", "here", "failed"] as const).map((value) => ({ value, label: t(`at.${value}`) }))}
      />
      <Text fz="sm" c="dimmed">
        {t(`atHelp.${at}`, { version, span: t(`spans.${String(hours)}`) })}
      </Text>
      {error && <Failure error={error} />}
      {journeys?.map((journey) => (
        <Link key={journey.id} className="lg-pick lg-plain lg-journey" to={`/workflows/${workflowId}/runs/${journey.run_id}/journeys/${String(journey.id)}`}>
          <span>
            {journey.profile_id === null ? t("journey.number", { id: journey.id }) : name(journey.profile_id)}
            <Text span fz="xs" c="dimmed" display="block">
              {moment(journey.started_at, workspace.time_zone)}
              {journey.error !== null && ` · ${journey.error}`}
            </Text>
          </span>
          <Status tone={JOURNEY_TONES[journey.state]}>{t(`journeyStates.${journey.state}`)}</Status>
        </Link>
      ))}
      {journeys?.length === 0 && <Text fz="sm">{t("nodeJourneys.none")}</Text>}
      {hasNextPage && (
        <Button variant="default" loading={isFetching} onClick={() => void fetchNextPage()}>
          {t("nodeJourneys.more")}
        </Button>
      )}
    </Stack>
  );
}
