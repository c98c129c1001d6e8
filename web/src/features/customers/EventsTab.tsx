import { Anchor, Card, Group, Loader, Spoiler, Stack, Text, TextInput, Timeline } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconActivity, IconCoins, IconDiscount2, IconMail, IconSearch, IconShoppingCart, IconTicket, IconTimeline, type TablerIcon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { usePage } from "@/api/lists";
import type { Profile } from "@/api/names";
import { type CustomerEvent, readEvents } from "@/features/customers/customers";
import { useZone } from "@/forms/settings";
import { Empty } from "@/ui/Empty";
import { Failure } from "@/ui/Failure";
import { moment, since } from "@/ui/format";
import { TurnPages } from "@/ui/TurnPages";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { event: "", cursor: "" };
const SIGNS: [RegExp, TablerIcon][] = [
  [/^redemption|^promotion|^hold/, IconDiscount2],
  [/^code|^voucher|^gift/, IconTicket],
  [/^points/, IconCoins],
  [/^order|^cart|^transaction|^product/, IconShoppingCart],
  [/^message|^email|^mail|^sms|^newsletter/, IconMail],
];

/** What happened to and by the customer, the latest first. */
export function EventsTab({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const [view, change] = useUrlState(DEFAULTS);
  const [name] = useDebouncedValue(view.event.trim(), 300);
  const { data, error, refetch, isFetching } = usePage(["customers", profile.id, "events", name, view.cursor], () => readEvents(profile.id, name, view.cursor));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <Card>
      <Group justify="space-between" mb="md">
        <Text fw={650} component="h2" fz="md">
          {t("events.title")}
        </Text>
        <TextInput
          aria-label={t("events.filter")}
          placeholder={t("events.filter")}
          leftSection={<IconSearch size={16} />}
          rightSection={isFetching ? <Loader size={16} /> : undefined}
          list="event-names"
          value={view.event}
          maxLength={64}
          w={{ base: "100%", xs: 280 }}
          onChange={(event) => change({ event: event.currentTarget.value })}
        />
        <datalist id="event-names">
          {[...new Set(data?.items.map((event) => event.name))].map((found) => (
            <option key={found} value={found} />
          ))}
        </datalist>
      </Group>
      {data?.items.length === 0 && (
        <Empty icon={IconTimeline} title={t(data.next_cursor ? "events.further" : "events.none")}>
          {t(data.next_cursor ? "events.furtherText" : "events.noneText")}
        </Empty>
      )}
      <Timeline bulletSize={26} lineWidth={2} active={-1}>
        {data?.items.map((event) => <EventItem key={event.id} event={event} />)}
      </Timeline>
      <TurnPages paging={{ cursor: view.cursor, next: data?.next_cursor, turn: (cursor) => change({ cursor }) }} />
    </Card>
  );
}

function EventItem({ event }: { event: CustomerEvent }) {
  const { t } = useTranslation("customers");
  const zone = useZone();
  const Icon = SIGNS.find(([names]) => names.test(event.name))?.[1] ?? IconActivity;
  const params = Object.entries(event.params).filter(([, value]) => value !== null && value !== "");
  const redemption = event.params.redemption_id;
  return (
    <Timeline.Item
      bullet={<Icon size={15} aria-hidden />}
      title={
        <Text fz="sm" fw={650} className="lg-mono lg-words">
          {event.name}
        </Text>
      }
    >
      <Text fz="xs" c="dimmed">
        {moment(event.time, zone)} · {since(event.time)} · {event.source}
      </Text>
      {params.length > 0 && (
        <Spoiler maxHeight={52} showLabel={t("events.more")} hideLabel={t("events.less")} mt={4}>
          <Stack gap={0}>
            {params.map(([name, value]) => (
              <Text key={name} fz="xs" className="lg-words">
                <Text span c="dimmed" inherit>
                  {name}:{" "}
                </Text>
                {typeof value === "string" ? value : JSON.stringify(value)}
              </Text>
            ))}
          </Stack>
        </Spoiler>
      )}
      {typeof redemption === "string" && (
        <Anchor component={Link} to={`/redemptions/${redemption}`} fz="xs">
          {t("points.redemption")}
        </Anchor>
      )}
    </Timeline.Item>
  );
}
