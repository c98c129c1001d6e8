import { Button, Group, Modal, Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { freeName, type Graph } from "@/canvas/graph";
import { createWorkflow, shippedQuery, type Ways, type Workflow } from "@/features/workflows/workflows";
import { Failure } from "@/ui/Failure";

interface NewWorkflowProps {
  opened: boolean;
  close: () => void;
  taken: readonly string[];
}

/** A new workflow: from nothing, or from one that comes with Largesse. */
export function NewWorkflow({ opened, close, taken }: NewWorkflowProps) {
  const { t } = useTranslation("workflows");
  return (
    <Modal opened={opened} onClose={close} title={t("new.title")} size="lg" closeButtonProps={{ "aria-label": t("close") }}>
      <NewForm taken={taken} />
    </Modal>
  );
}

const BLANK = { profile: "blank:profile", business: "blank:business" };

function NewForm({ taken }: { taken: readonly string[] }) {
  const { t } = useTranslation("workflows");
  const navigate = useNavigate();
  const { data: shipped } = useQuery(shippedQuery);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [from, setFrom] = useState<string>(BLANK.profile);
  const template = shipped?.find(({ id }) => id === from);
  const creating = useMutation({
    mutationFn: () => {
      const body: Ways = template
        ? { kind: template.kind, settings: template.settings as Workflow["settings"], graph: template.graph as unknown as Graph }
        : { kind: from === BLANK.business ? "business" : "profile" };
      return createWorkflow({ ...body, name, description });
    },
    onSuccess: ({ id }) => navigate({ to: `/workflows/${id}` }),
  });
  const problem = creating.error instanceof Problem ? creating.error : undefined;
  const choose = (value: string) => {
    const chosen = shipped?.find(({ id }) => id === value);
    const untouched = name === "" || name.startsWith(template?.name ?? "\u0000");
    if (chosen && untouched) setName(freeName(chosen.name, taken, " "));
    if (chosen && (description === "" || description === template?.description)) setDescription(chosen.description);
    setFrom(value);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        creating.mutate();
      }}
    >
      <Stack>
        <TextInput label={t("new.name")} required maxLength={200} data-autofocus value={name} error={problem?.at("name")} onChange={(event) => setName(event.currentTarget.value)} />
        <Textarea label={t("new.description")} autosize minRows={1} maxLength={2000} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        <Radio.Group label={t("new.from")} value={from} onChange={choose}>
          <Stack gap="xs" mt="xs">
            <Choice value={BLANK.profile} label={t("new.profile")} help={t("new.profileHelp")} />
            <Choice value={BLANK.business} label={t("new.business")} help={t("new.businessHelp")} />
            {shipped?.map(({ id, name: title, description: help }) => (
              <Choice key={id} value={id} label={t("new.template", { name: title })} help={help} />
            ))}
          </Stack>
        </Radio.Group>
        {creating.error && <Failure error={creating.error} />}
        <Group justify="flex-end">
          <Button type="submit" loading={creating.isPending}>
            {t("new.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Choice({ value, label, help }: { value: string; label: string; help: string }) {
  return (
    <Radio.Card value={value} radius="md" p="sm" aria-label={label}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Radio.Indicator />
        <div>
          <Text fz="sm" fw={650}>
            {label}
          </Text>
          <Text fz="xs" c="dimmed">
            {help}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}
