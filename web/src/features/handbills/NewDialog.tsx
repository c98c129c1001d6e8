import { Button, Group, Modal, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { createHandbill, handbillQuery, type Kind, KINDS } from "@/features/handbills/handbills";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";

/** The name and the place of a new handbill; all else is set on its page. */
export function NewDialog({ close }: { close: () => void }) {
  const { t } = useTranslation("handbills");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [type, setType] = useState<Kind>("mobile");
  const create = useMutation({
    mutationFn: () =>
      createHandbill({
        name: name.trim(),
        description,
        type,
        definition: {
          selection: "engine",
          promotions: [],
          candidates: "handbill",
          objective: "relevance",
          variants: [{ name: "A", share: 9_000 }],
          control_share: 1_000,
          slots: [{ count: 6, order: "engine" }],
          avoid_overlap: true,
          activity: { type: "relative", days: 7 },
          precompute: type !== "check_out",
          ...(type === "check_out" && { printout: t("printout.beginning", { name: "{{ name }}", code: "{{ code }}" }) }),
        },
      }),
    onSuccess: (handbill) => {
      client.setQueryData(handbillQuery(handbill.id).queryKey, handbill);
      void client.invalidateQueries({ queryKey: ["handbills", "list"] });
      void navigate({ to: `/handbills/${handbill.id}` });
    },
  });
  const fault = create.error instanceof Problem ? create.error.at("name") : undefined;
  return (
    <Modal opened onClose={close} title={t("new")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Stack>
          <TextInput label={t("name")} placeholder={t("nameExample")} required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault} />
          <Textarea label={t("description")} autosize minRows={2} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
          <Radio.Group label={t("columns.type")} value={type} onChange={(value) => setType(value as Kind)}>
            <Stack gap="xs" mt="xs">
              {KINDS.map((kind) => (
                <Radio key={kind} value={kind} label={t(`kinds.${kind}`)} description={t(`kindHelp.${kind}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {create.error && !fault && <Failure error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t("cancel")}
            </Button>
            <ActionButton type="submit" loading={create.isPending} why={name.trim() === "" && t("why.name")}>
              {t("create")}
            </ActionButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
