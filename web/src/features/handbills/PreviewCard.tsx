import { Alert, Badge, Card, Group, List, Loader, Select, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconUserOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useMay, useSession } from "@/api/session";
import { type Handbill, type Preview, previewQuery } from "@/features/handbills/handbills";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { Failure } from "@/ui/Failure";
import { count, moment } from "@/ui/format";
import { useUrlState } from "@/ui/url";

const DEFAULTS = { customer: "", as: "" };

/** What the draft would offer a customer of choice, and why each promotion stands there. */
export function PreviewCard({ handbill, dirty }: { handbill: Handbill; dirty: boolean }) {
  const { t } = useTranslation("handbills");
  const [view, change] = useUrlState(DEFAULTS);
  const may = useMay("PROMOTIONS_HANDBILL_PREVIEW_CREATE");
  const names = handbill.definition.variants.map((variant) => variant.name);
  const as = names.includes(view.as) ? view.as : "";
  const { data, error, isFetching, refetch } = useQuery({ ...previewQuery(handbill, view.customer, as), enabled: may && view.customer !== "" });
  return (
    <Card component="section" aria-label={t("preview.title")}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} fz="md">
            {t("preview.title")}
          </Title>
          {isFetching && <Loader size={16} aria-label={t("preview.loading")} />}
        </Group>
        {!may ? (
          <Text fz="sm">{t("mayNot", { permission: "PROMOTIONS_HANDBILL_PREVIEW_CREATE" })}</Text>
        ) : (
          <>
            <CustomerPicker label={t("preview.customer")} value={view.customer} onChange={(customer) => change({ customer })} />
            <Select
              label={t("preview.as")}
              placeholder={t("preview.own")}
              clearable
              clearButtonProps={{ "aria-label": t("preview.own") }}
              value={as || null}
              onChange={(name) => change({ as: name ?? "" })}
              data={names.filter((name, place) => name !== "" && names.indexOf(name) === place)}
            />
            {dirty && (
              <Alert color="indigo" variant="light" p="xs">
                {t("preview.dirty")}
              </Alert>
            )}
            {error ? <Failure error={error} retry={() => void refetch()} /> : data ? <Shown preview={data} /> : <Text fz="sm" c="dimmed">{t("preview.choose")}</Text>}
          </>
        )}
      </Stack>
    </Card>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { t } = useTranslation("handbills");
  const { time_zone: zone } = useSession().workspace;
  const inControl = preview.variant === null;
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Badge variant="light" tt="none">{inControl ? t("control") : t("preview.variant", { name: preview.variant })}</Badge>
        {preview.stage && <Badge variant="default" tt="none">{t(`stages.${preview.stage}`)}</Badge>}
        <Text fz="xs" c="dimmed">
          {t("preview.looked", { count: preview.candidates })} · {t("preview.until", { end: moment(preview.ends_at, zone) })}
        </Text>
      </Group>
      {inControl && (
        <Alert color="gray" variant="light" icon={<IconUserOff />}>
          {t("preview.control")}
        </Alert>
      )}
      {preview.shortfall.map((gap) => (
        <Alert key={gap.slot} color="orange" variant="light" icon={<IconAlertTriangle />} title={t("preview.short", { slot: gap.slot, got: gap.got, wanted: gap.wanted })}>
          <List fz="sm">
            {Object.entries(gap.reasons).map(([reason, many]) => (
              <List.Item key={reason}>{t(`shortfalls.${reason}`, { count: many, defaultValue: `${reason.replaceAll("_", " ")}: ${count(many)}` })}</List.Item>
            ))}
          </List>
        </Alert>
      ))}
      <Stack gap="xs" component="ol" m={0} p={0}>
        {preview.items.map((offer) => (
          <Card key={offer.place} component="li" padding="xs">
            <Group align="flex-start" wrap="nowrap" gap="sm">
              <Badge circle size="lg" variant="light">
                {offer.place}
              </Badge>
              <div className="lg-figure lg-grow">
                <Group justify="space-between" gap="xs" wrap="nowrap">
                  <Text fz="sm" fw={650} className="lg-words">
                    <Link to={`/promotions/${offer.promotion_id}`} className="lg-plain">
                      {offer.headline || offer.name}
                    </Link>
                  </Text>
                  <Text fz="xs" c="dimmed" className="lg-nowrap">
                    {t("preview.slot", { slot: offer.slot })}
                  </Text>
                </Group>
                {offer.headline !== "" && offer.headline !== offer.name && (
                  <Text fz="xs" c="dimmed" className="lg-words">
                    {offer.name}
                  </Text>
                )}
                {offer.reasons.map((reason) => (
                  <Text key={reason} fz="xs" className="lg-words">
                    {reason}
                  </Text>
                ))}
                {offer.score !== null && (
                  <Text fz="xs" c="dimmed" className="lg-tabular">
                    {t("preview.score", { score: offer.score.toPrecision(3) })}
                  </Text>
                )}
              </div>
            </Group>
          </Card>
        ))}
      </Stack>
    </Stack>
  );
}
