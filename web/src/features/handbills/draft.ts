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
  const [base, setBase] = useState(saved);
  const dirty = !same(draft, draftOf(base));
  useUnsaved(dirty);
  const rest = (handbill: Handbill) => {
    setBase(handbill);
    setDraft(draftOf(handbill));
  };
  // Somebody else's changes are taken over while nothing is changed here.
  const [seen, setSeen] = useState(saved);
  if (seen !== saved) {
    setSeen(saved);
    if (!dirty) rest(saved);
  }
  const take = (handbill: Handbill) => {
    client.setQueryData(handbillQuery(saved.id).queryKey, handbill);
    rest(handbill);
    void client.invalidateQueries({ queryKey: ["handbills"] });
  };
  const read = () => client.fetchQuery({ ...handbillQuery(saved.id), staleTime: 0 });
  const store = async (basedOn: string = base.draft_tag) => {
    setWarnings([]);
    if (!dirty) return;
    const { type, ...others } = draft;
    take(await changeHandbill(saved.id, { ...others, name: draft.name.trim(), based_on: basedOn, ...(saved.version === 0 && { type }) }));
  };
  const save = useMutation({
    mutationFn: (basedOn?: string) => store(basedOn),
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
      save.mutate(undefined);
    },
    publish: () => {
      save.reset();
      publish.mutate();
    },
    overwrite: async () => {
      publish.reset();
      await save.mutateAsync((await read()).draft_tag);
    },
    adopt: async () => {
      rest(await read());
      publish.reset();
      save.reset();
    },
    isSaving: save.isPending,
    isPublishing: publish.isPending,
    error,
    refused,
    warnings,
  };
}
