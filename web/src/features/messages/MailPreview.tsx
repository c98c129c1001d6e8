import { Alert, Badge, Card, Collapse, Group, JsonInput, List, Loader, SegmentedControl, Stack, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Draft, type Preview, previewQuery, readParams, type Setting } from "@/features/messages/templates";
import { CustomerPicker } from "@/ui/CustomerPicker";
import { saidOf } from "@/ui/Failure";

const PAUSE = 500;

interface MailPreviewProps {
  draft: Draft;
  setting: Setting;
  set: (patch: Partial<Setting>) => void;
}

/** The mail as a customer of choice would get it, while it is being written. */
export function MailPreview({ draft, setting, set }: MailPreviewProps) {
  const { t } = useTranslation("messages");
  const [asked] = useDebouncedValue({ draft, setting }, PAUSE);
  const query = useQuery(previewQuery(asked.draft, asked.setting));
  const { data: preview, error, isFetching, isPlaceholderData } = query;
  return (
    <Card component="section" aria-label={t("preview.title")}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} fz="md">
            {t("preview.title")}
          </Title>
          {isFetching && <Loader size={16} aria-label={t("preview.loading")} />}
        </Group>
        <CustomerPicker label={t("preview.customer")} description={t("preview.customerHelp")} value={setting.customer} onChange={(customer) => set({ customer })} />
        <EventSample setting={setting} set={set} />
        {error && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={t("preview.broken")}>
            {saidOf(error)}
          </Alert>
        )}
        {preview && !(error && isPlaceholderData) && <Shown preview={preview} />}
        {!preview && !error && !isFetching && (
          <Text fz="sm" c="dimmed">
            {t("preview.empty")}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

function EventSample({ setting, set }: { setting: Setting; set: (patch: Partial<Setting>) => void }) {
  const { t } = useTranslation("messages");
  const [opened, { toggle }] = useDisclosure(setting.event !== "");
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={opened} fz="sm" c="var(--mantine-color-anchor)">
        <Group gap={4}>
          {opened ? <IconChevronDown size={15} aria-hidden /> : <IconChevronRight size={15} aria-hidden />}
          {t("preview.event")}
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened}>
        <Stack gap="xs" mt="xs">
          <TextInput label={t("preview.eventName")} placeholder="cart.left" value={setting.event} onChange={(event) => set({ event: event.currentTarget.value })} />
          <JsonInput
            label={t("preview.params")}
            description={t("preview.paramsHelp")}
            placeholder='{"total": 3900}'
            autosize
            minRows={2}
            maxRows={8}
            formatOnBlur
            value={setting.params}
            onChange={(params) => set({ params })}
            error={readParams(setting.params) === undefined && t("preview.noJson")}
          />
        </Stack>
      </Collapse>
    </div>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { t } = useTranslation("messages");
  const [as, show] = useState("wide");
  return (
    <>
      {preview.undefined.length > 0 && (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle />} title={t("preview.undefined", { count: preview.undefined.length })}>
          <Group gap={6}>
            {preview.undefined.map(({ name, part, line }) => (
              <Badge key={name} variant="default" tt="none" ff="monospace">
                {name}
                {part && line !== null && ` · ${t("preview.where", { part: t(`preview.parts.${part}`), line })}`}
              </Badge>
            ))}
          </Group>
        </Alert>
      )}
      {preview.problems.length > 0 && (
        <Alert color="indigo" variant="light" icon={<IconInfoCircle />}>
          <List fz="sm" listStyleType="none">
            {preview.problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {preview.html !== null && (
        <>
          <Group justify="space-between">
            <Text fz="sm" className="lg-words lg-grow">
              <Text span c="dimmed" fz="sm">
                {t("templates.subject")}:{" "}
              </Text>
              <b>{preview.subject}</b>
            </Text>
            <SegmentedControl
              size="xs"
              aria-label={t("preview.as")}
              value={as}
              onChange={show}
              data={["wide", "narrow", "text"].map((value) => ({ value, label: t(`preview.${value}`) }))}
            />
          </Group>
          {as === "text" ? (
            <pre className="lg-plain-mail lg-mono" tabIndex={0} aria-label={t("preview.text")}>
              {preview.text}
            </pre>
          ) : (
            <iframe className="lg-frame" sandbox="" srcDoc={preview.html} title={t("preview.title")} data-narrow={as === "narrow" ? true : undefined} />
          )}
          <Text fz="xs" c="dimmed">
            {t("preview.pictures")}
          </Text>
        </>
      )}
    </>
  );
}
