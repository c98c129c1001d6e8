import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useCodeActions } from "@/features/pools/codes";
import { faultOf, isSaid, problemIn } from "@/features/pools/faults";
import type { Pool } from "@/features/pools/pools";
import { Failure } from "@/ui/Failure";
import { MomentInput } from "@/ui/MomentInput";

interface AddCodeDialogProps {
  pool: Pool;
  opened: boolean;
  onClose: () => void;
}

/** One code by hand; the dialog stays open for the next. */
export function AddCodeDialog({ pool, opened, onClose }: AddCodeDialogProps) {
  const { t } = useTranslation("pools");
  return (
    <Modal opened={opened} onClose={onClose} title={t("add.title", { name: pool.name })} closeButtonProps={{ "aria-label": t("close") }}>
      {opened && <Form pool={pool} onClose={onClose} />}
    </Modal>
  );
}

function Form({ pool, onClose }: { pool: Pool; onClose: () => void }) {
  const { t } = useTranslation("pools");
  const [code, setCode] = useState("");
  const [expiresAt, setExpiresAt] = useState<string | null>(null);
  const { add } = useCodeActions(pool.id);
  const problem = problemIn(add.error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate(
      { code: code.trim(), expires_at: expiresAt, attributes: {} },
      {
        onSuccess: (added) => {
          notifications.show({ color: "teal", message: t("add.done", { code: added.code }) });
          setCode("");
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {add.error && !isSaid(problem, ["code", "expires_at"]) && <Failure error={add.error} />}
        <TextInput label={t("add.code")} description={pool.prefix ? t("add.prefixed", { prefix: pool.prefix }) : undefined} required data-autofocus maxLength={64} classNames={{ input: "lg-mono" }} autoComplete="off" spellCheck={false} value={code} error={faultOf(problem, "code")} onChange={(event) => setCode(event.currentTarget.value)} />
        <MomentInput label={t("add.expires")} description={t("add.expiresHelp")} value={expiresAt} error={faultOf(problem, "expires_at")} onChange={setExpiresAt} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("close")}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {t("add.go")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
