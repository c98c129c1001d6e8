import { ActionIcon, Badge, Card, Group, Loader, Skeleton, Stack, Text, Title, Tooltip } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconRefresh } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { type Count, countQuery } from "@/features/audiences/audiences";
import { type Condition, isComplete, isEmpty } from "@/features/audiences/conditions";
import { Sample } from "@/features/audiences/Sample";
import { Failure } from "@/ui/Failure";
import { count, locale, percent } from "@/ui/format";

const PAUSE = 400;
const EVERYBODY: Condition = { type: "everybody" };

/** How many people meet the conditions as they stand here, and some of them. */
export function LiveCount({ conditions }: { conditions: Condition }) {
  const { t } = useTranslation("audiences");
  const [asked] = useDebouncedValue(conditions, PAUSE);
  const whole = isComplete(asked);
  const maySee = useMay("API_CLIENT_READ");
  return (
    <Card component="section" aria-label={t("count.title")}>
      <Stack gap="sm">
        {whole ? <Counted conditions={asked} waiting={asked !== conditions} /> : <Unfinished empty={isEmpty(conditions)} />}
        {whole && maySee && <Sample conditions={asked} />}
      </Stack>
    </Card>
  );
}

function Unfinished({ empty }: { empty: boolean }) {
  const { t } = useTranslation("audiences");
  return (
    <>
      <Title order={2} fz="md">
        {t("count.title")}
      </Title>
      <Text fz="sm" c="dimmed">
        {t(empty ? "count.noConditions" : "count.unfinished")}
      </Text>
    </>
  );
}

function Counted({ conditions, waiting }: { conditions: Condition; waiting: boolean }) {
  const { t } = useTranslation("audiences");
  const { data, error, isFetching, isPlaceholderData, dataUpdatedAt, refetch } = useQuery({ ...countQuery(conditions), placeholderData: keepPreviousData });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  const old = isPlaceholderData || waiting;
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} fz="md">
          {t("count.title")}
        </Title>
        <Tooltip label={t("count.again")}>
          <ActionIcon variant="subtle" color="gray" aria-label={t("count.again")} onClick={() => void refetch()}>
            {isFetching || waiting ? <Loader size={15} /> : <IconRefresh size={16} />}
          </ActionIcon>
        </Tooltip>
      </Group>
      <div role="status" aria-live="polite">
        {data === undefined ? (
          <Skeleton height={34} width={120} my={4} />
        ) : (
          <Group gap="xs" align="baseline">
            <Text fz={32} fw={750} lh={1.2} c={old ? "dimmed" : undefined}>
              {data.is_estimate && "≈ "}
              {count(data.count)}
            </Text>
            <Text fz="sm">{t("count.people", { count: data.count })}</Text>
            {data.is_estimate && (
              <Tooltip label={t("count.estimateHelp")} multiline maw={320}>
                <Badge color="orange" variant="light" tabIndex={0}>
                  {t("count.estimate")}
                </Badge>
              </Tooltip>
            )}
          </Group>
        )}
      </div>
      {data && <Context counted={data} at={dataUpdatedAt} />}
    </div>
  );
}

/** Which part of everybody that is, and when it was counted. */
function Context({ counted, at }: { counted: Count; at: number }) {
  const { t } = useTranslation("audiences");
  const { time_zone: zone } = useSession().workspace;
  const { data: all } = useQuery(countQuery(EVERYBODY));
  const share = all && all.count > 0 && !counted.is_estimate && !all.is_estimate ? Math.min(1, counted.count / all.count) : undefined;
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: "medium", timeZone: zone }).format(at);
  return (
    <Text fz="xs" c="dimmed">
      {share !== undefined && `${t("count.share", { share: percent(share), all: count(all?.count ?? 0) })} · `}
      {t("count.at", { time })}
    </Text>
  );
}
