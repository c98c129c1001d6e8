import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconDeviceLaptop } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { queries } from "@/api/queries";
import { browserOf, endSession, type OwnSession, sessionsQuery, signOutEverywhere } from "@/features/account/account";
import { ask, useChange } from "@/ui/changes";
import { Failure } from "@/ui/Failure";
import { since } from "@/ui/format";
import { Part } from "@/ui/Part";
import { Status } from "@/ui/Status";

export function SessionsCard() {
  const { t } = useTranslation("account");
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const leave = useChange([], signOutEverywhere);
  const everywhere = () =>
    ask({
      title: t("sessions.everywhere"),
      text: t("sessions.everywhereText"),
      confirm: t("sessions.everywhere"),
      onConfirm: () =>
        leave.mutate(undefined, {
          onSuccess: () => {
            queries.clear();
            void navigate({ to: "/sign-in" });
          },
        }),
    });
  return (
    <Part
      title={t("sessions.title")}
      lead={t("sessions.lead")}
      actions={
        <Button variant="default" size="xs" onClick={everywhere}>
          {t("sessions.everywhere")}
        </Button>
      }
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: "none" }}>
        {data?.items.map((session) => <OneSession key={session.id} session={session} />) ?? <Skeleton height={44} />}
      </Stack>
    </Part>
  );
}

function OneSession({ session }: { session: OwnSession }) {
  const { t } = useTranslation("account");
  const end = useChange([sessionsQuery.queryKey], endSession, () => t("sessions.ended"));
  const browser = browserOf(session.user_agent) || t("sessions.unknown");
  return (
    <Group component="li" wrap="nowrap" gap="sm">
      <IconDeviceLaptop size={22} aria-hidden />
      <div className="lg-grow" style={{ minWidth: 0 }}>
        <Text fz="sm" fw={600} className="lg-words">
          {browser}
        </Text>
        <Text fz="xs" c="dimmed" className="lg-words">
          {[session.address, t("sessions.used", { when: since(session.last_seen_at) })].filter(Boolean).join(" · ")}
        </Text>
      </div>
      {session.current ? (
        <Status tone="good">{t("sessions.this")}</Status>
      ) : (
        <Button size="xs" variant="default" loading={end.isPending} aria-label={t("sessions.endOf", { browser })} onClick={() => end.mutate(session.id)}>
          {t("sessions.end")}
        </Button>
      )}
    </Group>
  );
}
