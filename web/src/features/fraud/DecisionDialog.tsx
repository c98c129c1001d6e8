import { Alert, Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { Problem } from "@/api/problem";
import { useMay } from "@/api/session";
import { decide, type FraudCase, readCase, useAfterDecision, type Verdict } from "@/features/fraud/fraud";
import { useWhyNot } from "@/features/fraud/useWhyNot";
import { useFraudWords } from "@/features/fraud/words";
import { tell } from "@/ui/changes";
import { type FaultOf, SendForm } from "@/ui/SendForm";
import { since } from "@/ui/format";

export interface Asked {
  about: FraudCase;
  verdict: Verdict;
}

interface DecisionDialogProps {
  asked: Asked | undefined;
  onClose: () => void;
  /** Called before lists are read again. */
  onDecided?: (decided: FraudCase) => void;
}

/** Asks for what goes with a decision; shows the last question while it closes. */
export function DecisionDialog({ asked, onClose, onDecided }: DecisionDialogProps) {
  const { t } = useTranslation("fraud");
  const [shown, show] = useState(asked);
  if (asked && asked !== shown) show(asked);
  return (
    <Modal opened={asked !== undefined} onClose={onClose} closeOnClickOutside={false} title={shown && t(`decide.${shown.verdict}.title`, { name: shown.about.subject.name })} closeButtonProps={{ "aria-label": t("close") }}>
      {shown && <DecisionForm key={shown.about.id + shown.verdict} {...shown} onClose={onClose} onDecided={onDecided} />}
    </Modal>
  );
}

const TAG = "fraud";

function DecisionForm({ about, verdict, onClose, onDecided }: Asked & Omit<DecisionDialogProps, "asked">) {
  const { t } = useTranslation("fraud");
  const afterwards = useAfterDecision();
  const words = useFraudWords();
  const whyNot = useWhyNot(about);
  const [taken, take] = useState<FraudCase>();
  const [draft, setDraft] = useState({ note: "", trust: false, tags: false, tag: TAG, voids: false });
  const set = (patch: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...patch }));
  const { kind } = about.subject;
  const isAbuse = verdict === "confirmed";
  const tag = isAbuse && kind === "customer" && draft.tags ? draft.tag.trim() : null;
  const send = async () => {
    try {
      return await decide(about.id, {
        verdict,
        note: draft.note.trim() || null,
        trust: !isAbuse && draft.trust,
        tag,
        cancel_code: isAbuse && kind === "code" && draft.voids,
        replace: about.state !== "open",
      });
    } catch (error) {
      if (error instanceof Problem && error.code === "fraud_case_decided") take(await readCase(about.id));
      throw error;
    }
  };
  const done = (decided: FraudCase) => {
    tell(t(`decide.${verdict}.done`, { name: about.subject.name }));
    onDecided?.(decided);
    onClose();
    void afterwards();
  };
  if (taken) {
    const lookAgain = () => {
      onClose();
      void afterwards();
    };
    return <Taken taken={taken} lookAgain={lookAgain} />;
  }
  return (
    <SendForm fields={["note", "tag", "trust", "cancel_code"]} submit={t(`verdicts.${verdict}`)} danger={isAbuse} onCancel={onClose} why={whyNot || (tag === "" && t("decide.noTag"))} send={send} done={done}>
      {(fault) => (
        <>
          <Text fz="sm">{t(`decide.${verdict}.text`)}</Text>
          {about.state !== "open" && (
            <Text fz="sm" c="dimmed">
              {t("decide.replaces", { verdict: t(`states.${about.state}`), who: words.decider(about) })}
            </Text>
          )}
          <Textarea label={t("decide.note")} description={t("decide.noteHelp")} data-autofocus autosize minRows={2} maxRows={8} maxLength={2000} value={draft.note} error={fault("note")} onChange={(event) => set({ note: event.currentTarget.value })} onKeyDown={sendAtOnce} />
          {!isAbuse && <Checkbox label={t("decide.trust")} description={t("decide.trustHelp")} checked={draft.trust} error={fault("trust")} onChange={(event) => set({ trust: event.currentTarget.checked })} />}
          {isAbuse && kind === "customer" && <TagFields draft={draft} set={set} fault={fault} />}
          {isAbuse && kind === "code" && <VoidField checked={draft.voids} onChange={(voids) => set({ voids })} fault={fault} />}
        </>
      )}
    </SendForm>
  );
}

/** Enter begins a line of the note; with Ctrl it sends. */
function sendAtOnce(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

interface TagFieldsProps {
  draft: { tags: boolean; tag: string };
  set: (patch: { tags?: boolean; tag?: string }) => void;
  fault: FaultOf;
}

function TagFields({ draft, set, fault }: TagFieldsProps) {
  const { t } = useTranslation("fraud");
  const may = useMay("API_CLIENT_CREATE");
  return (
    <>
      <Checkbox label={t("decide.tags")} description={may ? t("decide.tagsHelp") : t("mayNot", { permission: "API_CLIENT_CREATE" })} disabled={!may} checked={draft.tags} onChange={(event) => set({ tags: event.currentTarget.checked })} />
      {draft.tags && <TextInput label={t("decide.tag")} required maxLength={128} value={draft.tag} error={fault("tag")} onChange={(event) => set({ tag: event.currentTarget.value })} />}
    </>
  );
}

function VoidField({ checked, onChange, fault }: { checked: boolean; onChange: (checked: boolean) => void; fault: FaultOf }) {
  const { t } = useTranslation("fraud");
  const may = useMay("VOUCHERS_ITEM_CANCEL_UPDATE");
  return <Checkbox label={t("decide.voids")} description={may ? t("decide.voidsHelp") : t("mayNot", { permission: "VOUCHERS_ITEM_CANCEL_UPDATE" })} disabled={!may} checked={checked} error={fault("cancel_code")} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

/** Somebody was faster. */
function Taken({ taken, lookAgain }: { taken: FraudCase; lookAgain: () => void }) {
  const { t } = useTranslation("fraud");
  const words = useFraudWords();
  return (
    <Stack>
      <Alert color="orange" variant="light" icon={<IconUsers />} role="alert" title={t("taken.title")}>
        {t("taken.text", { who: words.decider(taken), verdict: t(`states.${taken.state}`), since: taken.decided_at && since(taken.decided_at) })}
      </Alert>
      <Group justify="flex-end">
        <Button data-autofocus onClick={lookAgain}>
          {t("taken.again")}
        </Button>
      </Group>
    </Stack>
  );
}
