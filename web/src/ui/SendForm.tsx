import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";

/** What the server says of a field of the body, or of anything in it. */
export type FaultOf = (field: string) => string | undefined;

interface SendFormProps<Answer> {
  send: () => Promise<Answer>;
  done: (answer: Answer) => void;
  submit: string;
  /** The names of the fields that show what is wrong with them; the rest is said above the form. */
  fields: readonly string[];
  onCancel?: () => void;
  /** Why it cannot be sent now. */
  why?: string | false | undefined;
  danger?: boolean;
  children: (fault: FaultOf) => ReactNode;
}

const isIn = (pointer: string, field: string) => pointer === `/body/${field}` || pointer.startsWith(`/body/${field}/`);

/** A form that is one call of the API: Enter sends it, and what the server refuses stands beside its field. */
export function SendForm<Answer>(props: SendFormProps<Answer>) {
  const { t } = useTranslation("app");
  const { send, done, submit, fields, onCancel, why, danger, children } = props;
  const sending = useMutation({ mutationFn: send, onSuccess: done });
  // A fault is about what was sent, not about what is typed after it.
  const [tries, setTries] = useState(0);
  const problem = sending.error instanceof Problem ? sending.error : undefined;
  const faultOf: FaultOf = (field) => problem?.faults.find(({ pointer }) => isIn(pointer, field))?.message;
  const said = problem !== undefined && problem.faults.length > 0 && problem.faults.every(({ pointer }) => fields.some((field) => isIn(pointer, field)));
  const enter = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setTries(tries + 1);
    if (!why && !sending.isPending) sending.mutate();
  };
  return (
    <form onSubmit={enter}>
      <Stack gap="sm">
        {children(faultOf)}
        {sending.error && !said && <Failure key={tries} error={sending.error} />}
        <Group justify="flex-end" mt="xs">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t("form.cancel")}
            </Button>
          )}
          <ActionButton type="submit" why={why} loading={sending.isPending} {...(danger && { color: "red" })}>
            {submit}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}
