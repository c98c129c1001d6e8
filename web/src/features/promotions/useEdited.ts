import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import { Problem } from "@/api/problem";
import { type PlacedFault, placed } from "@/forms/faults";
import { same } from "@/forms/values";
import { changePromotion, checkQuery, type Definition, type Edited, editedOf, patchOf, type Promotion, promotionQuery } from "@/features/promotions/promotions";

export interface Editing {
  edited: Edited;
  change: (patch: Partial<Edited>) => void;
  /** One setting of the definition; undefined takes it away. */
  set: (name: string, value: unknown) => void;
  dirty: boolean;
  save: () => Promise<unknown>;
  saving: boolean;
  error: unknown;
  /** Saves in the place of what somebody else saved meanwhile. */
  overwrite: () => Promise<unknown>;
  /** Goes on with what somebody else saved meanwhile. */
  adopt: () => Promise<void>;
  discard: () => void;
  /** What the server refused of what was sent, by pointers into the definition. */
  refused: readonly PlacedFault[];
  fault: (field: string) => string | undefined;
}

const BODY = "/body";
const DEFINITION = `${BODY}/definition`;

/** A promotion as it is edited: what was changed is kept here until it is saved; only that is sent. */
export function useEdited(promotion: Promotion): Editing {
  const client = useQueryClient();
  const [base, setBase] = useState(() => editedOf(promotion));
  const [edited, setEdited] = useState(base);
  const [tag, setTag] = useState(promotion.draft_tag);
  const dirty = !same(base, edited);
  const take = (next: Promotion) => {
    setBase(editedOf(next));
    setEdited(editedOf(next));
    setTag(next.draft_tag);
  };
  const saving = useMutation({
    mutationFn: (basedOn: string) => changePromotion(promotion.id, { ...patchOf(base, edited), based_on: basedOn }),
    onSuccess: async (next) => {
      setBase(editedOf(next));
      setTag(next.draft_tag);
      // What was typed while it was being saved is kept.
      setEdited((now) => (same(now, edited) ? editedOf(next) : now));
      client.setQueryData(promotionQuery(promotion.id).queryKey, next);
      await client.invalidateQueries({ queryKey: checkQuery(promotion.id).queryKey });
      await client.invalidateQueries({ queryKey: ["promotions", "list"] });
    },
  });
  // Somebody else's changes are taken over while nothing is changed here.
  const [seen, setSeen] = useState(promotion);
  if (seen !== promotion) {
    setSeen(promotion);
    if (!dirty) take(promotion);
  }
  const problem = saving.error instanceof Problem ? saving.error : undefined;
  const faults = problem?.faults ?? [];
  const { mutateAsync } = saving;
  const read = () => client.fetchQuery({ ...promotionQuery(promotion.id), staleTime: 0 });
  return {
    edited,
    change: useCallback((patch) => setEdited((now) => ({ ...now, ...patch })), []),
    set: useCallback((name, value) => setEdited((now) => ({ ...now, definition: withSetting(now.definition, name, value) })), []),
    dirty,
    save: useCallback(() => mutateAsync(tag), [mutateAsync, tag]),
    saving: saving.isPending,
    error: saving.error,
    overwrite: async () => mutateAsync((await read()).draft_tag),
    adopt: async () => {
      take(await read());
      saving.reset();
    },
    discard: () => {
      setEdited(base);
      saving.reset();
    },
    refused: faults
      .filter(({ pointer }) => pointer === DEFINITION || pointer.startsWith(`${DEFINITION}/`))
      .map((fault) => placed(edited.definition, { ...fault, pointer: fault.pointer.slice(DEFINITION.length) })),
    fault: (field) => problem?.at(field) ?? faults.find(({ pointer }) => pointer.startsWith(`${BODY}/${field}/`))?.message,
  };
}

function withSetting(definition: Definition, name: string, value: unknown): Definition {
  if (value === undefined) return Object.fromEntries(Object.entries(definition).filter(([key]) => key !== name));
  return { ...definition, [name]: value };
}
