import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { changeHandbill, type Definition, type Fault, faultsOf, type Handbill, handbillQuery, type Kind, publishHandbill } from "@/features/handbills/handbills";
import { same } from "@/forms/values";
import { useUnsaved } from "@/ui/unsaved";

export interface Draft {
  name: string;
  description: string;
  type: Kind;
  definition: Definition;
}

export type Work = ReturnType<typeof useDraft>;

const draftOf = ({ name, description, type, definition }: Handbill): Draft => ({ name, description, type, definition });

/** A handbill's draft as it is edited: saved by itself, or on the way to being published. */
export function useDraft(saved: Handbill) {
  const { t } = useTranslation("handbills");
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [warnings, setWarnings] = useState<Fault[]>([]);
  const dirty = !same(draft, draftOf(saved));
  useUnsaved(dirty);
  const take = (handbill: Handbill) => {
    client.setQueryData(handbillQuery(saved.id).queryKey, handbill);
    setDraft(draftOf(handbill));
    void client.invalidateQueries({ queryKey: ["handbills"] });
  };
  const store = async () => {
    setWarnings([]);
    if (!dirty) return;
    const { type, ...rest } = draft;
    take(await changeHandbill(saved.id, { ...rest, name: draft.name.trim(), ...(saved.version === 0 && { type }) }));
  };
  const save = useMutation({
    mutationFn: store,
    onSuccess: () => notifications.show({ color: "teal", message: t("saved") }),
  });
  const publish = useMutation({
    mutationFn: async () => {
      await store();
      return publishHandbill(saved.id);
    },
    onSuccess: (handbill) => {
      take(handbill);
      setWarnings(handbill.warnings);
      notifications.show({ color: "teal", message: t("published", { name: handbill.name, number: handbill.version }) });
    },
  });
  const error = publish.error ?? save.error;
  const refused = error instanceof Problem && error.code === "handbill_not_publishable" ? faultsOf(error.facts) : [];
  return {
    draft,
    change: (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch })),
    dirty,
    take,
    save: () => {
      publish.reset();
      save.mutate();
    },
    publish: () => {
      save.reset();
      publish.mutate();
    },
    isSaving: save.isPending,
    isPublishing: publish.isPending,
    error,
    refused,
    warnings,
  };
}
