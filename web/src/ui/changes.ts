import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import i18next from "i18next";

import { tellFailure } from "@/ui/Failure";

/** Says in a corner that something was done. */
export function tell(message: string): void {
  notifications.show({ color: "teal", message });
}

/** A change without a form, such as switching on or deleting: says what came of it and reads the lists anew. */
export function useChange<What, Answer>(keys: QueryKey[], change: (what: What) => Promise<Answer>, said?: (answer: Answer, what: What) => string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (answer, what) => {
      if (said) tell(said(answer, what));
    },
    onError: tellFailure,
    onSettled: () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Asks once before what cannot be taken back; the question names the thing. */
export function ask(question: { title: string; text: string; confirm: string; onConfirm: () => void }): void {
  modals.openConfirmModal({
    title: question.title,
    children: question.text,
    labels: { confirm: question.confirm, cancel: i18next.t("app:form.cancel") },
    closeButtonProps: { "aria-label": i18next.t("app:form.close") },
    confirmProps: { color: "red" },
    onConfirm: question.onConfirm,
  });
}
